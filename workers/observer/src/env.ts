// The bindings of this Worker: the log, the list of files, the public routes of the services, which it calls as their users would,
// and the push to viewers. It can change nothing.
import type { ServiceEnv } from '#shared/http/service';
import type { Invariant } from '#shared/mediahub/api/invariant';
import type { EventReaderPort } from '#shared/engine/ports/eventstore';
import type { AccountsPort } from '#shared/mediahub/ports/accounts';
import type { LivePort } from '#shared/mediahub/ports/notification';

export interface BoardSummary {
  /** How many invariants were broken. */
  broken: number;
  /** How many could not be decided: not all of their data has been read yet, or could be. */
  undecided: number;
  checked_at: string | null;
}

export interface BoardPort {
  /** What the last check found. A view keeps the checks running for a while and subscribes this user to them. */
  look(user: string): Promise<Invariant[]>;
  /** Summary of the last check; no look. */
  summary(): Promise<BoardSummary>;
  /** Checks now; counts as a look. */
  check(user: string): Promise<Invariant[]>;
}

export interface Env extends ServiceEnv {
  BOARD: { getByName(name: string): BoardPort };
  READER: EventReaderPort;
  FILES: Pick<R2Bucket, 'list'>;
  MEDIA_QUERY: Fetcher;
  ALBUM: Fetcher;
  NOTIFICATION: Fetcher;
  SAGA: Fetcher;
  BROWSERS: LivePort;
  ACCOUNTS: AccountsPort;
}
