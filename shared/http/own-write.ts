// Read-your-own-writes on an eventually consistent read model: wait until its subscription has passed what was written.
// One mechanism, two manners: after an own write it is best effort, for `min_position` and `consistency` it is a promise.
import { log } from '#shared/engine/runtime/log';
import type { Context } from 'hono';
import type { StreamPoint } from '#shared/engine/ports/eventstore';
import type { SubscriptionName, SubscriptionPort } from '#shared/mediahub/subscriptions';
import { OWN_WRITE_MS, respondsAsync, type Written } from './consistency.ts';
import { Problem, traceId } from './problem.ts';

const MIN_POSITION_MS = 2000;

/**
 * After an append that has not waited itself: waits, at most a second, until the read model shows it, and answers with the position
 * that it learned on the way; not at all with `Prefer: respond-async`. The write is done either way, so a subscription that is late or away costs freshness, never the answer.
 */
export async function showOwnWrite(
  c: Context,
  subscriptions: SubscriptionPort,
  name: SubscriptionName,
  written: Written,
): Promise<Written> {
  const { aggregate_id, version, position } = written;
  if (version === 0 || written.shown !== undefined || respondsAsync(c)) return written;
  try {
    const waited = await subscriptions.waitFor(name, position ?? { aggregate_id, version }, OWN_WRITE_MS);
    return { ...written, position: position ?? waited.position ?? null };
  } catch (error) {
    log('warn', 'own write not awaited', { trace_id: traceId(c), waiting_for: name, error });
    return written;
  }
}

/** What a read may ask to be shown at the least. */
export interface AtLeast {
  min_position?: number | undefined;
  consistency?: StreamPoint | undefined;
}

/**
 * Before a read: waits at most two seconds for each. A subscription that crashes is back at the next call, so the
 * answer asks for a retry instead of reporting an internal error.
 * @throws Problem position_not_reached, with Retry-After
 */
export async function requireShown(
  subscriptions: SubscriptionPort,
  name: SubscriptionName,
  { min_position, consistency }: AtLeast,
  trace_id: string,
): Promise<void> {
  const targets = [min_position, consistency].filter((target) => target !== undefined);
  await Promise.all(targets.map((target) => required(subscriptions, name, target, trace_id)));
}

async function required(
  subscriptions: SubscriptionPort,
  name: SubscriptionName,
  target: number | StreamPoint,
  trace_id: string,
): Promise<void> {
  const answer = await subscriptions.waitFor(name, target, MIN_POSITION_MS).catch((error: unknown) => {
    log('warn', 'position not awaited', { trace_id, waiting_for: name, error });
    return { reached: false, checkpoint: null, lost: false };
  });
  if (answer.lost) throw new Problem('position_lost');
  if (answer.reached) return;
  const wanted = typeof target === 'number' ? target : `version ${target.version} of ${target.aggregate_id}`;
  throw new Problem(
    'position_not_reached',
    `The read model is at ${answer.checkpoint ?? '?'}, not at ${wanted}.`,
    {
      headers: { 'retry-after': '1' },
    },
  );
}

/**
 * Before a further page: its cursor is a position. Behind one that a restore took away the list has another order, and rows would
 * be passed over in silence. An event store that does not answer takes nothing away.
 * @throws Problem position_lost
 */
export async function refuseLostPage(
  subscriptions: SubscriptionPort,
  name: SubscriptionName,
  position: number | undefined,
): Promise<void> {
  if (position === undefined || position <= 0) return;
  const answer = await subscriptions.waitFor(name, position, 1).catch(() => ({ lost: false }));
  if (answer.lost) throw new Problem('position_lost');
}
