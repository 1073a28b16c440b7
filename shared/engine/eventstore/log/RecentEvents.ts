// The newest events of the log, in memory: a subscription that was just notified of them need not read D1. A best-effort cache:
// it answers null when it does not hold what is asked for.
import type { Catalogue } from '#shared/engine/event/catalogue';
import type { LoggedEvent } from '#shared/engine/event/envelope';

/** About as much as one page of deliveries. */
const EVENTS = 400;
const BYTES = 400_000;
/** What is held in memory: a few pages, and always the newest event. */
const HELD_BYTES = 4_000_000;

interface Held {
  event: LoggedEvent;
  bytes: number;
}

export class RecentEvents {
  #events: Held[] = [];
  #bytes = 0;

  constructor(private readonly catalogue: Pick<Catalogue, 'upcast'>) {}

  /**
   * Appends events that follow what it holds; anything else starts it over.
   * @returns false when it held another event in the place of one of these
   */
  add(events: readonly LoggedEvent[]): boolean {
    const first = events[0];
    if (!first) return true;
    const agrees = events.every(({ position, id }) => (this.#idAt(position) ?? id) === id);
    const follows = first.position <= (this.#events.at(-1)?.event.position ?? 0) + 1;
    if (!agrees || !follows) [this.#events, this.#bytes] = [[], 0];
    const last = this.#events.at(-1)?.event.position ?? 0;
    for (const fresh of events.filter((event) => event.position > last)) {
      const event = this.catalogue.upcast(fresh);
      const bytes = JSON.stringify(event.data).length;
      this.#events.push({ event, bytes });
      this.#bytes += bytes;
    }
    while (this.#events.length > EVENTS || (this.#events.length > 1 && this.#bytes > HELD_BYTES))
      this.#bytes -= this.#events.shift()?.bytes ?? 0;
    return agrees;
  }

  /** Dense, except where an epoch begins. */
  #idAt(position: number): string | undefined {
    const { event } = this.#events[position - (this.#events[0]?.event.position ?? 0)] ?? {};
    return event?.position === position ? event.id : undefined;
  }

  /** The events after `position`, or null when it does not hold them all, or not the event `id` there. */
  after(position: number, limit: number, id: string | null = null): LoggedEvent[] | null {
    const at = this.#events.findIndex(({ event }) => event.position === position + 1);
    if (at < 0) return null;
    if (id !== null && position > 0 && this.#events[at - 1]?.event.id !== id) return null;
    let bytes = 0;
    const page: LoggedEvent[] = [];
    for (const { event, bytes: size } of this.#events.slice(at, at + limit)) {
      bytes += size;
      if (page.length > 0 && bytes > BYTES) break;
      page.push(event);
    }
    return page;
  }
}
