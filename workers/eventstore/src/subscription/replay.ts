// Replaying parked events: in order within their partition, one at a time, removed once they took effect; then what only
// waited behind them. Bounded, because events may come to wait as fast as they are taken; the first failure ends it.
import type { LoggedEvent } from '#shared/events/envelope';
import type { ParkingLot } from './ParkingLot.ts';
import { reasonOf } from './schedule.ts';

/** The most events that follow the one that was asked for. */
export const MOST_FOLLOWING = 500;

/** @param passed whether the subscription's checkpoint has passed this position, or does so in a moment */
export async function replay(
  parked: ParkingLot,
  position: number,
  apply: (event: LoggedEvent) => Promise<void>,
  passed: (position: number) => Promise<boolean>,
): Promise<{ delivered: number; failed: string | null }> {
  let delivered = 0;
  for await (const next of inTurn(parked, position, passed)) {
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

/**
 * Those before it, itself, and one by one what waits behind it now. What failed by itself is a person's to try, and what
 * the checkpoint has not passed will be delivered once more: both stay, with all that stands behind them.
 */
async function* inTurn(
  parked: ParkingLot,
  position: number,
  passed: (position: number) => Promise<boolean>,
): AsyncGenerator<number> {
  const asked = parked.at(position);
  if (!asked) return;
  yield* parked.upTo(asked.partition_key, position);
  for (let followed = 0; followed < MOST_FOLLOWING; followed++) {
    const next = parked.waitingBehind(asked.partition_key, position);
    if (next === null || !(await passed(next))) return;
    yield next;
  }
}
