// Replaying parked events: in order within their partition, one at a time, removed once they took effect; then what only
// waited behind them. Bounded, because events may come to wait as fast as they are taken; the first failure ends it.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { ParkingLot } from './ParkingLot.ts';
import { reasonOf } from './schedule.ts';

export interface RetryResult {
  delivered: number;
  /** Why it ended before all were through. */
  failed: string | null;
  /** It ended only because it had done enough for one call: go on with this position. */
  next?: number;
}

export type Apply = (event: LoggedEvent) => Promise<void>;
/** Whether the subscription has passed this position, or does so in a moment. */
export type Passed = (position: number) => Promise<boolean>;

/** The most events of one call, each a call of the consumer; the answer says when there are more. */
export const MOST_AT_ONCE = 8;

/** A person retries one. What the checkpoint has not passed will be delivered again anyway, so it cannot be repaired yet. */
export async function retry(
  parked: ParkingLot,
  position: number,
  checkpoint: number,
  apply: Apply,
  passed: Passed,
): Promise<RetryResult> {
  if (position > checkpoint) return { delivered: 0, failed: 'the subscription has not passed it yet' };
  return retryParked(parked, position, apply, passed);
}

/** The same without asking whether the checkpoint has passed what is to be tried. */
export async function retryParked(
  parked: ParkingLot,
  position: number,
  apply: Apply,
  passed: Passed,
): Promise<RetryResult> {
  let delivered = 0;
  for await (const next of inTurn(parked, position, passed)) {
    const { event, discarding } = parked.at(next) ?? {};
    if (!event) continue;
    if (delivered >= MOST_AT_ONCE) return { delivered, failed: null, next };
    if (discarding) return { delivered, failed: `position ${next} is being discarded` };
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
 * the checkpoint has not passed will be delivered again: both stay, with all events behind them.
 */
async function* inTurn(parked: ParkingLot, position: number, passed: Passed): AsyncGenerator<number> {
  const asked = parked.at(position);
  if (!asked) return;
  yield* parked.upTo(asked.partition_key, position);
  for (;;) {
    const next = parked.waitingBehind(asked.partition_key, position);
    if (next === null || !(await passed(next))) return;
    yield next;
  }
}
