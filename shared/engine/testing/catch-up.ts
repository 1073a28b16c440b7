// A subscription for tests: delivers at once, with nothing in between.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { ConsumerPort, Delivered } from '#shared/engine/ports/consumer';

/**
 * Delivers in order what the consumer has not had of `log`.
 * @param goesOn is asked before each delivery; `false` stops it, and the consumer lags behind
 * @returns what the consumer said last
 */
export async function catchUp(
  consumer: ConsumerPort,
  log: readonly LoggedEvent[],
  goesOn: () => boolean,
): Promise<Delivered> {
  let delivered = await consumer.deliver({ from: -1, to: -1, events: [] });
  while (goesOn() && delivered.checkpoint < log.length) {
    const from = delivered.checkpoint;
    const events = log.slice(from);
    delivered = await consumer.deliver({ from, to: from + events.length, events });
  }
  return delivered;
}
