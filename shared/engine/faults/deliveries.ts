// Two faults of deliveries: a later half that overtakes the first, and a consumer that
// applies its events again, past the guard that prevents it.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { ConsumerPort, Delivery } from '#shared/engine/ports/consumer';

/**
 * The second half of a delivery, as if the first had been overtaken: a consumer with a guard refuses it. A single event has
 * no half: then it only asks, because a delivery that was never sent could move a consumer past events it lacks.
 */
export function laterHalf({ from, to, events }: Delivery): Delivery {
  const middle = events[Math.floor(events.length / 2)];
  if (!middle || middle.position <= from + 1) return { from: to, to, events: [] };
  return { from: middle.position - 1, to, events: events.filter((event) => event.position >= middle.position) };
}

const REMEMBERED = 1_000;

/** The first event of each aggregate that was delivered while `duplicate_effect` was on. */
export class AppliedPast {
  readonly #first = new Map<string, LoggedEvent>();

  /** With every later event its aggregate's first one is delivered again: parked events are delivered without a checkpoint. */
  async applyAgain({ events }: Delivery, consumer: ConsumerPort): Promise<void> {
    for (const event of events) {
      const first = this.#first.get(event.aggregate_id);
      if (first) await consumer.deliverParked(first).catch(() => undefined);
      else if (this.#first.size < REMEMBERED) this.#first.set(event.aggregate_id, event);
    }
  }
}
