// Alarms that never end in silence, and whether an alarm is still ahead although the clock may have gone back.
import { log } from '#shared/engine/runtime/log';
import { inTime } from '#shared/engine/runtime/deadline';

/** True when `at` is ahead, but no further than it can have been set: beyond that the clock was set back. */
export const isAhead = (at: number, now: number, atMost: number): boolean => at > now && at <= now + atMost;

/** Longer than any work of an alarm should take. An alarm does not ring while its work goes on: work that hangs would be the last. */
const MOST_MS = 10 * 60_000;

/**
 * Runs the work of an alarm. The platform repeats an alarm that throws six times, within minutes, and then never: an outage
 * that lasts longer would stop the object for good. So an alarm is set when the work ends, however it ends.
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
