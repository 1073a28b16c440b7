// How far every subscription is, beside the head of the log.
import { eventsBetween, isLost, type Epoch } from '#shared/engine/event/epoch';
import { placeAt } from '#shared/engine/eventstore/log/epochs';
import { MAX_ATTEMPTS } from '#shared/engine/eventstore/subscription/schedule';
import { SUBSCRIPTIONS, type SubscriptionStatus } from '#shared/mediahub/subscriptions';
import type { Env } from './env.ts';

export async function subscriptions(env: Env): Promise<{ head: number; projections: SubscriptionStatus[] }> {
  const found = await Promise.all(
    SUBSCRIPTIONS.map(async (name) => ({ ...(await env.SUBSCRIPTION.getByName(name).status(name)), name })),
  );
  // Read after them, so that none is ahead unless the log was restored.
  const { head, epochs } = await placeAt(env.DB, 0);
  return { head, projections: found.map((s) => inLog(s, head, epochs)) };
}

function inLog(
  s: Omit<SubscriptionStatus, 'head' | 'lag'>,
  head: number,
  epochs: readonly Epoch[],
): SubscriptionStatus {
  const status = { ...s, head, lag: eventsBetween(s.checkpoint, head) };
  // The live feed keeps no history that a restore could contradict.
  if (s.name === 'live' || !(isLost(s.checkpoint, epochs, head) || s.checkpoint > head)) return status;
  const last_error = `it is at position ${s.checkpoint}, which the log does not have: npm run recover`;
  return { ...status, state: 'retrying' as const, attempts: Math.max(s.attempts, MAX_ATTEMPTS), last_error };
}
