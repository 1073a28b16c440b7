// Work that is spread over several alarms: a request of Cloudflare may call other Workers 32 times, and a round of the board
// calls as often as there are pages to look at. So before it calls, the work yields how many calls come next, and it continues
// while there is room for them. Its findings so far are in memory: after a crash the round begins again.

/** Before its calls of other Workers it yields how many come next. */
export type Metered<T> = AsyncGenerator<number, T, void>;

export class MeteredRun<T> {
  /** Announced and not made yet. */
  #next = 0;

  constructor(private readonly work: Metered<T>) {}

  /**
   * Goes on until the work has ended or its next calls would be more than `most` in this invocation.
   * @returns what the work returns, or null while there is more to do
   * @throws what the work throws
   */
  async resume(most: number): Promise<{ value: T } | null> {
    for (let left = most - this.#next; left >= 0; left -= this.#next) {
      const { done, value } = await this.work.next();
      if (done) return { value };
      if (value > most) throw new RangeError(`${value} calls at once, of ${most} that one invocation may make`);
      this.#next = value;
    }
    return null;
  }
}

/** All of it in one invocation: for tests, and for work without calls. */
export async function runToEnd<T>(work: Metered<T>): Promise<T> {
  const end = await new MeteredRun(work).resume(Infinity);
  if (!end) throw new Error('no work is larger than infinity');
  return end.value;
}
