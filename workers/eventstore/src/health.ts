// What /health says of the log and the subscriptions: degraded when one of them needs a person, or when events do not get into the
// log. Those are in no log, so no subscription lags behind them.
import { THE_LOG } from '#shared/engine/eventstore/env';
import { capacityOf, needsALook } from '#shared/engine/eventstore/log/capacity';
import { MAX_ATTEMPTS } from '#shared/engine/eventstore/subscription/schedule';
import type { Env } from './env.ts';
import { restores } from './repair/recovery.ts';
import { subscriptions } from './subscriptions.ts';

export async function health(env: Env) {
  // A log that was restored unnoticed is found here.
  await env.LOG.getByName(THE_LOG).check();
  const now = Date.now();
  const [{ head, projections }, { settled, diverged }, outbox, storage] = await Promise.all([
    subscriptions(env),
    restores(env.DB),
    env.LOG.getByName(THE_LOG).outbox(),
    env.LOG.getByName(THE_LOG)
      .isFull()
      .then((full) => capacityOf(env.DB, full, now)),
  ]);
  const low = needsALook(storage, now);
  const degraded =
    projections.some((s) => s.parked > 0 || s.attempts >= MAX_ATTEMPTS) ||
    !settled ||
    diverged > 0 ||
    low ||
    outbox.events > 0;
  return {
    ...(degraded ? { status: 'degraded' } : {}),
    head,
    storage: { ...storage, low },
    ...(outbox.events > 0 ? { outbox } : {}),
    ...(settled && diverged === 0 ? {} : { restore: { settled, diverged_streams: diverged } }),
    subscriptions: projections,
  };
}
