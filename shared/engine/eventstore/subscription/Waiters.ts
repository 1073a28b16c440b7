// Callers that wait until a subscription has passed a position: answered when it gets there, no polling.
import type { WaitResult } from '#shared/engine/ports/eventstore';

interface Waiter {
  position: number;
  done(result: WaitResult): void;
}

export class Waiters {
  #waiting: Waiter[] = [];
  #expected = { after: 0, upTo: 0 };

  /** A caller waits for what follows `after`: the log may say so before that caller arrives here. */
  expect(after: number, upTo: number): void {
    this.#expected = { after, upTo };
  }

  /** Whether any caller waits for this. What comes before an awaited position is on its way, too. */
  areFor({ from, to }: { from: number; to: number }): boolean {
    return this.#waiting.length > 0 || (from < this.#expected.upTo && to > this.#expected.after);
  }

  wait(position: number, timeoutMs: number, checkpoint: () => number): Promise<WaitResult> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        position,
        done: (result) => {
          clearTimeout(timer);
          this.#waiting = this.#waiting.filter((other) => other !== waiter);
          resolve(result);
        },
      };
      // After a crash the consumer names its checkpoint before anything is delivered, and that answers no waiter.
      const timer = setTimeout(
        () => waiter.done({ reached: checkpoint() >= position, checkpoint: checkpoint() }),
        timeoutMs,
      );
      this.#waiting.push(waiter);
    });
  }

  passed(checkpoint: number): void {
    for (const waiter of this.#waiting)
      if (waiter.position <= checkpoint) waiter.done({ reached: true, checkpoint });
  }
}
