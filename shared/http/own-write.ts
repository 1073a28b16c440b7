// Read-your-own-writes on an eventually consistent read model: wait until its subscription has passed a position.
// One mechanism, two manners: after an own write it is best effort, for `min_position` it is a promise.
import type { SubscriptionName } from '#shared/mediahub/subscriptions';
import type { Context } from 'hono';
import type { SubscriptionPort } from '#shared/mediahub/subscriptions';
import { Problem, traceId } from './problem.ts';

const OWN_WRITE_MS = 1000;
const MIN_POSITION_MS = 2000;

/**
 * After an append: waits, at most a second, until the read model shows it. The write stands either way, so a
 * subscription that is late or away costs freshness, never the answer.
 */
export async function showOwnWrite(
  c: Context,
  subscriptions: SubscriptionPort,
  name: SubscriptionName,
  position: number | null,
): Promise<void> {
  if (position === null) return;
  try {
    await subscriptions.waitFor(name, position, OWN_WRITE_MS);
  } catch (error) {
    console.warn(JSON.stringify({ level: 'warn', trace_id: traceId(c), waiting_for: name, error: String(error) }));
  }
}

/**
 * Before a read with `min_position`: waits at most two seconds. A subscription that dies meanwhile is back at the next
 * call, so its reader is told to ask again, and not that something is broken.
 * @throws Problem position_not_reached, with Retry-After
 */
export async function requirePosition(
  subscriptions: SubscriptionPort,
  name: SubscriptionName,
  position: number | undefined,
): Promise<void> {
  if (position === undefined) return;
  const answer = await subscriptions.waitFor(name, position, MIN_POSITION_MS).catch((error: unknown) => {
    console.warn(JSON.stringify({ level: 'warn', waiting_for: name, error: String(error) }));
    return { reached: false, checkpoint: null };
  });
  if (!answer.reached)
    throw new Problem(
      'position_not_reached',
      `The read model stands at ${answer.checkpoint ?? '?'}, not at ${position}.`,
      {
        headers: { 'retry-after': '1' },
      },
    );
}
