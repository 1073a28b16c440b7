// What goes wrong with a delivery, as lines of the log, each with the traces of the events that it was about.
import { log, tracesOf } from '#shared/engine/runtime/log';
import type { Delivered, Delivery } from '#shared/engine/ports/consumer';
import type { ParkingLot } from './ParkingLot.ts';

/** Says that a delivery failed, and lets it fail: it is tried again. */
export async function loggingFailure(
  subscription: string,
  { from, to, events }: Delivery,
  delivered: Promise<Delivered>,
): Promise<Delivered> {
  try {
    return await delivered;
  } catch (error) {
    log('warn', 'delivery failed', { subscription, from, to, trace_ids: tracesOf(events), error });
    throw error;
  }
}

type Parked = Pick<ParkingLot, 'heads' | 'park' | 'tookEffect'>;

/** The parking lot that says what it takes, but for what only waits behind another. */
export const loggingParked = (subscription: string, parked: ParkingLot): Parked => ({
  heads: (keys) => parked.heads(keys),
  park: (partition, event, reason, attempts, at) => {
    const { position, metadata } = event;
    if (attempts > 0)
      log('error', 'event parked', { subscription, position, trace_id: metadata.correlation_id, reason });
    parked.park(partition, event, reason, attempts, at);
  },
  tookEffect: (after, checkpoint, skipped) => parked.tookEffect(after, checkpoint, skipped),
});
