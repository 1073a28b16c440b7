// An answer that comes after its timeout still counts: its events took effect, so those that were parked since need no person.
// (A consumer with a checkpoint reports that itself, see SubscriptionProcessor.ts.)
import { TIMED_OUT, within } from '#shared/engine/runtime/deadline';
import type { Delivered, Delivery } from '#shared/engine/ports/consumer';
import type { ParkingLot } from './ParkingLot.ts';

const MOST_TRIED = 2;

/** The answer, or an exception after `ms` milliseconds; an answer after that goes to `late`. */
export async function answerOf<T>(ms: number, work: Promise<T>, late?: (answer: T) => void): Promise<T> {
  const answer = await within(ms, work);
  if (answer !== TIMED_OUT) return answer;
  // A late failure changes nothing: the timeout already counted as one.
  if (late) void work.then(late).catch(() => undefined);
  throw new Error('the consumer did not answer in time');
}

/**
 * Retries the events of a late delivery that were parked, with what waits behind them: the consumer has them and confirms. Only
 * some at once, because each is a call: the others heal by themselves (SelfRepair.ts).
 */
export async function lateReply(
  parked: Pick<ParkingLot, 'at'>,
  { events }: Delivery,
  { skipped }: Delivered,
  retry: (position: number) => Promise<unknown>,
): Promise<void> {
  if (skipped) return;
  const some = events.filter(({ position }) => parked.at(position)).slice(0, MOST_TRIED);
  for (const { position } of some) if (parked.at(position)) await retry(position);
}
