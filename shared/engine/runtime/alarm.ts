// Alarms that do not end in silence, and whether one still is where it was put by a clock that may have gone back since.
import { log } from '#shared/engine/runtime/log';
import { inTime } from '#shared/engine/runtime/deadline';

/** True when `at` lies ahead, but no further than it can have been set: beyond that the clock was turned back. */
export const isAhead = (at: number, now: number, atMost: number): boolean => at > now && at <= now + atMost;

/** Longer than any work of an alarm should take. An alarm does not ring while its work goes on: work that hangs would be the last. */
const MOST_MS = 10 * 60_000;

/**
 * Runs the work of an alarm. The platform repeats an alarm that throws six times, within minutes, and then never: an outage
 * that lasts longer would stop the object for good. So whatever the work meets, an alarm is set when it ends.
 * @param retryMs how long after a failure the next alarm comes
 * @param mostMs the work that takes longer goes on by itself; null where its parts have deadlines of their own
 * @throws only when the object's own storage does not take the alarm: that one the platform has to repeat
 */
export async function rearming(
  storage: Pick<DurableObjectStorage, 'setAlarm'>,
  retryMs: number,
  work: () => Promise<void>,
  mostMs: number | null = MOST_MS,
): Promise<void> {
  try {
    await (mostMs === null ? work() : inTime(mostMs, 'its work', work()));
  } catch (error) {
    log('warn', 'an alarm failed', { again_in_ms: retryMs, error });
    await storage.setAlarm(Date.now() + retryMs);
  }
}
