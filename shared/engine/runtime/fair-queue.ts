// A bounded queue that is fair between users: each user has a line, and the lines take turns (round robin). A user with a
// thousand pieces of work waits for their own; the single piece of another user waits for one turn of each line.
export interface Limits {
  /** The most that wait in all, and of one user. */
  all: number;
  each: number;
}

export class FairQueue<Item> {
  // A Map keeps the order of insertion: its first key is whose turn it is.
  readonly #lines = new Map<string, Item[]>();
  #size = 0;

  constructor(private readonly limits: Limits) {}

  /** False when the queue is full, or the user's line is. */
  add(user: string, item: Item): boolean {
    const line = this.#lines.get(user) ?? [];
    if (this.#size >= this.limits.all || line.length >= this.limits.each) return false;
    line.push(item);
    this.#lines.set(user, line);
    this.#size++;
    return true;
  }

  /** The first of the line whose turn it is; that line then moves to the back. */
  next(): Item | undefined {
    for (const [user, line] of this.#lines) {
      const item = line.shift();
      this.#lines.delete(user);
      if (line.length > 0) this.#lines.set(user, line);
      this.#size--;
      return item;
    }
    return undefined;
  }

  /** Takes one out that does not want to wait any longer. False when it is not there: its turn has come. */
  remove(user: string, item: Item): boolean {
    const line = this.#lines.get(user) ?? [];
    const index = line.indexOf(item);
    if (index < 0) return false;
    line.splice(index, 1);
    if (line.length === 0) this.#lines.delete(user);
    this.#size--;
    return true;
  }
}
