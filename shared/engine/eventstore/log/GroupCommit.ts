// Group commit: all items that arrive while one batch is written go into the next batch together. One writer at a
// time gives dense positions; the queue is bounded and pushes back.
import { giveWay } from '#shared/engine/runtime/deadline';

export interface GroupCommitOptions<Item, Result> {
  /** Awaited before a group is taken from a queue of this length. Must never throw. */
  before?(waiting: number): Promise<void>;
  /** Writes one group. Must answer one result per item, and never throw. */
  commit(group: Item[]): Promise<Result[]>;
  weight(item: Item): number;
  /** The most weight in one group, and in the queue. */
  groupWeight: number;
  queueWeight: number;
}

interface Waiting<Item, Result> {
  item: Item;
  weight: number;
  done(result: Result): void;
}

export class GroupCommit<Item, Result> {
  readonly #queue: Waiting<Item, Result>[] = [];
  #queued = 0;
  #running = false;

  constructor(private readonly options: GroupCommitOptions<Item, Result>) {}

  /** The item's result once its group is committed, or null at once when the queue is full. */
  submit(item: Item): Promise<Result> | null {
    const weight = this.options.weight(item);
    if (this.#queued > 0 && this.#queued + weight > this.options.queueWeight) return null;
    this.#queued += weight;
    const result = new Promise<Result>((done) => this.#queue.push({ item, weight, done }));
    if (!this.#running) void this.#run();
    return result;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#queue.length > 0) {
      const before = this.options.before?.(this.#queue.length);
      if (before) await before;
      const group = this.#take();
      const results = await this.options.commit(group.map(({ item }) => item));
      group.forEach(({ done }, n) => {
        const result = results[n];
        if (result !== undefined) done(result);
      });
      // Between two groups, reads run and the answers of this group are sent.
      if (this.#queue.length > 0) await giveWay();
    }
    this.#running = false;
  }

  #take(): Waiting<Item, Result>[] {
    let weight = 0;
    let count = 0;
    for (const next of this.#queue) {
      if (count > 0 && weight + next.weight > this.options.groupWeight) break;
      weight += next.weight;
      count++;
    }
    this.#queued -= weight;
    return this.#queue.splice(0, count);
  }
}
