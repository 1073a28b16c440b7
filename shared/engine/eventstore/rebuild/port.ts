// What the routes ask of one rebuild.
import type { RebuildStatus } from '#shared/engine/ports/rebuild';

export interface RebuildObjectPort {
  /** False when one is running already. */
  start(name: string): Promise<boolean>;
  /**
   * Starts one if the read model has a generation that was begun and that none fills. A migration begins one where `project`
   * has come to write other rows for the same events.
   */
  resume(name: string): Promise<void>;
  /** False when none is running, or when its result is shown already. */
  abort(): Promise<boolean>;
  /** The last one, or null. */
  status(): Promise<RebuildStatus | null>;
}
