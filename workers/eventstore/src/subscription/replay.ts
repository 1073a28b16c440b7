// Replaying parked events: in order within their partition, one at a time, removed once they took effect. Bounded by
// what is parked up to the one that was asked for; the first failure ends it.
import type { LoggedEvent } from '#shared/events/envelope';
import type { ParkingLot } from './ParkingLot.ts';
import { reasonOf } from './schedule.ts';

export async function replay(
  parked: ParkingLot,
  position: number,
  apply: (event: LoggedEvent) => Promise<void>,
): Promise<{ delivered: number; failed: string | null }> {
  const asked = parked.at(position);
  let delivered = 0;
  for (const next of asked ? parked.upTo(asked.partition_key, position) : []) {
    const { event } = parked.at(next) ?? {};
    if (!event) continue;
    try {
      // A crash between these two leaves an applied event parked: applying it again has no effect.
      await apply(event);
      parked.remove(next);
      delivered++;
    } catch (error) {
      parked.failedAgain(next, reasonOf(error));
      return { delivered, failed: reasonOf(error) };
    }
  }
  return { delivered, failed: null };
}
