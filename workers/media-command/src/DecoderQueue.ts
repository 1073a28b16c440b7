// The queue before the decoder: one Durable Object that gives each piece of work its turn. Work that waits reads no stream and no
// file; the queue calls it when its turn comes. The queue is in memory only: after a crash the sagas send their commands again.
import { DurableObject } from 'cloudflare:workers';
import { isAhead } from '#shared/engine/runtime/alarm';
import { pause, within } from '#shared/engine/runtime/deadline';
import { FairQueue } from '#shared/engine/runtime/fair-queue';
import type { Env } from './env.ts';
import type { Turn } from './objects.ts';
import { AWAY_MOST_MS, comeBack, waitMs } from './processing/queue-wait.ts';

/** Waiting costs nothing; each piece of work that is sent away costs its saga two commits. */
const LIMITS = { all: 1_024, each: 256 };
/** A turn that takes longer lets the next one in; the decoder itself refuses a second image at a time. */
const TURN_MAX_MS = 15_000;
/** After each turn the decoder rests for this part of its time, where it shares a thread with everything else. */
const REST = 0.5;
const MAX_REST_MS = 1_000;
/** About how long a turn takes, until one has been seen. */
const TURN_MS = 150;
const REMEMBERED_USERS = 1_000;

interface Ticket {
  work: () => Promise<boolean>;
  settle(turn: Turn): void;
}

export class DecoderQueue extends DurableObject<Env> {
  readonly #waiting = new FairQueue<Ticket>(LIMITS);
  #running = false;
  #turnMs = TURN_MS;
  /** Until when the queue counts as moving: something was done in a turn. */
  #movesUntil = 0;
  /** By user, when the last work that was sent away should have a turn: each gets a time of its own. */
  readonly #comeBack = new Map<string, number>();

  /** Calls `work` when it is its turn, and answers when that is over, however it ends. */
  inTurn(user: string, work: () => Promise<boolean>): Promise<Turn> {
    return new Promise<Turn>((resolve) => {
      const ticket: Ticket = {
        work,
        settle: (turn) => {
          clearTimeout(timer);
          resolve(turn);
        },
      };
      const timer = setTimeout(() => {
        if (this.#waiting.remove(user, ticket)) resolve(this.#later(user));
      }, waitMs(this.#turnMs));
      if (!this.#waiting.add(user, ticket)) ticket.settle(this.#later(user));
      else if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let ticket = this.#waiting.next(); ticket; ticket = this.#waiting.next()) {
      const began = Date.now();
      // The caller may be gone: then the call fails, at once or later, and the next one has its turn.
      const done = await within(TURN_MAX_MS, (async () => ticket.work())()).catch(() => false);
      if (done === true) this.#movesUntil = Date.now() + AWAY_MOST_MS;
      ticket.settle({ done: true });
      const worked = Math.max(0, Date.now() - began);
      const rest = Math.min(worked * REST, MAX_REST_MS);
      this.#turnMs = Math.max(1, worked + rest);
      await pause(rest);
    }
    this.#running = false;
  }

  /**
   * A queue that moves is not stuck, however long it is. The answer says so to all work that was away while it moved: of a
   * thousand that wait, most are sent away between two turns.
   */
  #later(user: string): Turn {
    const now = Date.now();
    const { turn, at } = comeBack(now, this.#comeBack.get(user) ?? now, this.#turnMs);
    if (this.#comeBack.size >= REMEMBERED_USERS) this.#comeBack.clear();
    this.#comeBack.set(user, turn);
    const progressed = isAhead(this.#movesUntil, now, AWAY_MOST_MS);
    return { done: false, retry_after_ms: Math.ceil(at - now), ...(progressed ? { progressed } : {}) };
  }
}
