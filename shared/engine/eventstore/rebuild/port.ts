// What the routes ask of one rebuild.
import type { RebuildStatus } from '#shared/engine/ports/rebuild';

export interface RebuildObjectPort {
  /** False when one is running already. */
  start(name: string): Promise<boolean>;
  /** False when none is running, or when its result is shown already. */
  abort(): Promise<boolean>;
  /** The last one, or null. */
  status(): Promise<RebuildStatus | null>;
}
