// Streams whose last publish failed, and what each holds. In memory: each stream reports again at its next try. One that no
// longer does has published, been restored or diverged: its report was overtaken, and expires.
import { isAhead } from '../../runtime/alarm.ts';

/** The most streams that are remembered. */
const MOST = 1_000;
/** A try that hangs takes a minute, and the next one follows within seconds. */
const REPORT_HOLDS_MS = 5 * 60_000;

export class HeldOutboxes {
  readonly #reports = new Map<string, { events: number; until: number }>();

  constructor(private readonly now: () => number = Date.now) {}

  hold(aggregateId: string, events: number): void {
    if (events === 0) this.#reports.delete(aggregateId);
    else if (this.#reports.has(aggregateId) || this.#reports.size < MOST)
      this.#reports.set(aggregateId, { events, until: this.now() + REPORT_HOLDS_MS });
  }

  total(): { streams: number; events: number } {
    const now = this.now();
    for (const [id, { until }] of this.#reports)
      if (!isAhead(until, now, REPORT_HOLDS_MS)) this.#reports.delete(id);
    return {
      streams: this.#reports.size,
      events: [...this.#reports.values()].reduce((sum, { events }) => sum + events, 0),
    };
  }
}
