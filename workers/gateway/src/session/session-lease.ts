// What an isolate remembers of open sessions, on a lease (Gray and Cheriton, 1989): a session read from the database counts
// for LEASE_MS from the moment at which the read began, and a call that ends a session answers only when every lease that can
// have been given before has run out. So most requests ask no database, and a logout still acts at once in every isolate:
// after its answer, no later request is admitted.
import type { User } from '../table.ts';

export const LEASE_MS = 300;
/** How long the end of a session waits: a little longer, for clocks that tick in whole milliseconds. */
export const RELEASED_MS = LEASE_MS + 10;
const REMEMBERED = 1_000;

interface Lease {
  user: User;
  since: number;
  /** It has let a request in. */
  used: boolean;
}

export class SessionLeases {
  // A Map keeps the order of insertion: its first key is the oldest lease.
  readonly #leases = new Map<string, Lease>();

  constructor(private readonly leaseMs = LEASE_MS) {}

  /** The user of a session whose lease still runs. A clock that was turned back ends it. */
  recall(sessionId: string, now: number): User | undefined {
    const lease = this.#leases.get(sessionId);
    if (!lease || lease.since > now || now >= lease.since + this.leaseMs) return undefined;
    lease.used = true;
    return lease.user;
  }

  /** Sessions in use whose leases have expired or soon will: a query for one session includes these. */
  due(now: number, most: number): string[] {
    const due: string[] = [];
    for (const [sessionId, { since, used }] of this.#leases) {
      if (due.length >= most || (since <= now && now < since + this.leaseMs / 2)) break;
      if (used) due.push(sessionId);
    }
    return due;
  }

  /** `since`: when the read began, not when it ended: the session may have been revoked in between. */
  remember(sessionId: string, user: User, since: number): void {
    this.#leases.delete(sessionId);
    this.#leases.set(sessionId, { user, since, used: false });
    if (this.#leases.size <= REMEMBERED) return;
    for (const oldest of this.#leases.keys()) {
      this.#leases.delete(oldest);
      return;
    }
  }

  forget(sessionId: string): void {
    this.#leases.delete(sessionId);
  }
}
