// The newest events of the log, in memory: whoever has just heard of them need not read them from D1 again. A cache
// without a promise; it says null when it does not hold what is asked for.
import type { Catalogue } from '#shared/engine/catalogue';
import type { LoggedEvent } from '#shared/engine/envelope';

/** About as much as one page of deliveries. */
const EVENTS = 400;
const BYTES = 400_000;

export class RecentEvents {
  #events: LoggedEvent[] = [];

  constructor(private readonly catalogue: Pick<Catalogue, 'upcast'>) {}

  /** Takes what follows on what it holds; anything else starts it anew. */
  add(events: readonly LoggedEvent[]): void {
    const first = events[0];
    if (!first) return;
    const last = this.#events.at(-1)?.position ?? 0;
    if (first.position > last + 1) this.#events = [];
    this.#events.push(
      ...events.filter((event) => event.position > last).map((event) => this.catalogue.upcast(event)),
    );
    if (this.#events.length > EVENTS) this.#events = this.#events.slice(-EVENTS);
  }

  /** The events after `position`, or null when it does not hold them all. */
  after(position: number, limit: number): LoggedEvent[] | null {
    const at = this.#events.findIndex((event) => event.position === position + 1);
    if (at < 0) return null;
    let bytes = 0;
    const page: LoggedEvent[] = [];
    for (const event of this.#events.slice(at, at + limit)) {
      bytes += JSON.stringify(event.data).length;
      if (page.length > 0 && bytes > BYTES) break;
      page.push(event);
    }
    return page;
  }
}
