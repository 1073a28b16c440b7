// What this Worker is given: the log, the files to list, and the public side of the services, asked as their users would
// ask. It can change nothing.
import type { ServiceEnv } from '#shared/http/service';
import type { Invariant } from '#shared/invariants';
import type { EventReaderPort } from '#shared/ports/eventstore';

export interface BoardPort {
  /** What the last check found. Looking keeps the checks going for a while. */
  look(): Promise<Invariant[]>;
  /** Checks now. */
  check(): Promise<Invariant[]>;
}

export interface Env extends ServiceEnv {
  BOARD: { getByName(name: string): BoardPort };
  READER: EventReaderPort;
  FILES: Pick<R2Bucket, 'list'>;
  MEDIA_QUERY: Fetcher;
  ALBUM: Fetcher;
  NOTIFICATION: Fetcher;
  SAGA: Fetcher;
}
