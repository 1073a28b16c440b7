// What this Worker is given. It may append exports alone; media files it reads, its own bucket it writes.
import type { ServiceEnv } from '#shared/http/service';
import type { BatchStorePort, ComparisonPort, EventStorePort } from '#shared/engine/ports/eventstore';

/** The exports of one user: which there are, and when they expire. What they are, their streams say. */
export interface ShelfPort {
  put(exportId: string): Promise<void>;
  has(exportId: string): Promise<boolean>;
  /** A page of them, the newest first, with each one's place on the shelf. `before`: the place where the last page ended. */
  list(limit: number, before?: number): Promise<{ id: string; place: number }[]>;
  expireAt(exportId: string, at: number): Promise<void>;
}

export interface Env extends ServiceEnv {
  SHELF: { getByName(userId: string): ShelfPort };
  MEDIA_FILES: Pick<R2Bucket, 'get' | 'head'>;
  EXPORTS: R2Bucket;
  EVENTS: EventStorePort & BatchStorePort & ComparisonPort;
  /** How long a download stays available; a day if absent. */
  EXPORT_TTL_SECONDS?: string;
}

const DAY_S = 86_400;

/** How long a download lives. */
export const downloadMs = ({ EXPORT_TTL_SECONDS }: Pick<Env, 'EXPORT_TTL_SECONDS'>): number =>
  Number(EXPORT_TTL_SECONDS ?? DAY_S) * 1000;
