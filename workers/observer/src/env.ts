// What this Worker is given: the log, the files to list, and the public side of the services, asked as their users would
// ask, and a way to those who look. It can change nothing.
import type { ServiceEnv } from '#shared/http/service';
import type { Invariant } from '#shared/mediahub/api/invariant';
import type { EventReaderPort } from '#shared/engine/ports/eventstore';
import type { AccountsPort } from '#shared/mediahub/ports/accounts';
import type { LivePort } from '#shared/mediahub/ports/notification';

export interface Standing {
  /** How many invariants were broken. */
  broken: number;
  /** Of how many it does not know: not everything has been looked at yet, or could be. */
  undecided: number;
  checked_at: string | null;
}

export interface BoardPort {
  /** What the last check found. A view keeps the checks running for a while and subscribes this user to them. */
  look(user: string): Promise<Invariant[]>;
  /** What it found when it last checked; no look. */
  standing(): Promise<Standing>;
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
