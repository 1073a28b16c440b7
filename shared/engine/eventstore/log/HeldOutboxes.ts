// Streams whose last publish failed, and what each holds. In memory: each stream reports again at its next try.

/** The most streams that are remembered. */
const MOST = 1_000;

export class HeldOutboxes {
  readonly #events = new Map<string, number>();

  hold(aggregateId: string, events: number): void {
    if (events === 0) this.#events.delete(aggregateId);
    else if (this.#events.has(aggregateId) || this.#events.size < MOST) this.#events.set(aggregateId, events);
  }

  total(): { streams: number; events: number } {
    return { streams: this.#events.size, events: [...this.#events.values()].reduce((sum, n) => sum + n, 0) };
  }
}
