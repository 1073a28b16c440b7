// Admission of heavy work: an isolate does a bounded number of pieces at a time, and the users who wait take turns. All Workers
// share one thread here, and workerd looks at its sockets only when nothing in it can go on: pieces that follow each other
// without a gap keep every other request out. So there is a gap before each one that had to wait, as long as `rest` says.
import { isAhead } from './alarm.ts';
import { pause, within } from './deadline.ts';
import { FairQueue, type Limits } from './fair-queue.ts';

/** Nothing of the work has begun: it may be asked for again. */
export class TooManyWait extends Error {
  override name = 'TooManyWait';
}

export interface TurnOptions {
  at_once: number;
  /**
   * How long a turn counts. A slow client keeps the others waiting no longer than that, nor does a request that was broken off:
   * its `finally` never runs. The work itself goes on.
   */
  lease_ms: number;
  /**
   * How long the others have the thread before the next piece, as a multiple of the time that the last one took, up to
   * REST_MOST_MS; one gap when absent. For work whose result something slower waits for anyway.
   */
  rest?: number;
  /** How long one waits before it is sent away; without end when absent. */
  wait_ms?: number;
  waiting: Limits;
}

interface Turn {
  until: number;
}

interface Ticket {
  turn: Turn | null;
  call: () => void;
  /** When it last looked. A request that was broken off while it waits looks no more. */
  seen: number;
  /** Passed over because it was silent: a caller that is still there queues again. */
  passed: boolean;
}

/** A waiting call checks once per lease. One that missed this many checks is gone: its turn would be wasted for a lease. */
const LOOKS_MISSED = 4;
/** A turn that took long waited for a client or a disk, and kept the others out for no more than that. */
const REST_MOST_MS = 60;

export class Turns {
  readonly #waiting: FairQueue<Ticket>;
  readonly #taken = new Set<Turn>();
  #rest_ms = 0;

  constructor(
    private readonly options: TurnOptions,
    private readonly now: () => number = Date.now,
  ) {
    this.#waiting = new FairQueue(options.waiting);
  }

  /** Calls `work` when it is this user's turn. @throws TooManyWait before anything of it has begun */
  async run<T>(user: string, work: () => Promise<T>): Promise<T> {
    const turn = await this.#turnOf(user);
    const began = this.now();
    try {
      return await work();
    } finally {
      // No pause may be below zero, which a clock that was set back would ask for.
      this.#rest_ms = Math.max(0, Math.min(REST_MOST_MS, (this.options.rest ?? 0) * (this.now() - began)));
      this.#taken.delete(turn);
      this.#callNext();
    }
  }

  async #turnOf(user: string): Promise<Turn> {
    const ticket: Ticket = { turn: null, call: () => undefined, seen: this.now(), passed: false };
    const { lease_ms, wait_ms = Infinity } = this.options;
    const began = this.now();
    this.#add(user, ticket);
    this.#callNext();
    if (ticket.turn !== null) return ticket.turn;
    while (ticket.turn === null) {
      const called = new Promise<void>((resolve) => (ticket.call = resolve));
      // The caller that should wake the next may be gone: waiting calls check themselves.
      await within(lease_ms, called);
      ticket.seen = this.now();
      if (ticket.passed) this.#add(user, ticket);
      this.#callNext();
      if (ticket.turn === null && this.now() - began >= wait_ms) {
        this.#waiting.remove(user, ticket);
        throw new TooManyWait('Its turn did not come in time.');
      }
    }
    await pause(this.#rest_ms);
    return ticket.turn;
  }

  #add(user: string, ticket: Ticket): void {
    ticket.passed = false;
    if (!this.#waiting.add(user, ticket)) throw new TooManyWait('Too many wait for their turn.');
  }

  #callNext(): void {
    const { at_once, lease_ms } = this.options;
    const now = this.now();
    for (const turn of this.#taken) if (!isAhead(turn.until, now, lease_ms)) this.#taken.delete(turn);
    while (this.#taken.size < at_once) {
      const next = this.#waiting.next();
      if (!next) return;
      next.passed = !isAhead(next.seen + LOOKS_MISSED * lease_ms, now, LOOKS_MISSED * lease_ms);
      if (next.passed) continue;
      next.turn = { until: now + lease_ms };
      this.#taken.add(next.turn);
      next.call();
    }
  }
}
