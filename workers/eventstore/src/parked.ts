// The repair of parked events: look at them, try again, or give one up with a written reason, which is an event itself.
import { SUBSCRIPTIONS, type SubscriptionName } from '#shared/mediahub/subscriptions';
import { eventId } from '#shared/engine/ids';
import { currentVersion } from '#shared/mediahub/events/catalogue';
import type { Metadata } from '#shared/engine/envelope';
import { Problem } from '#shared/http/problem';
import { derivedId } from '#shared/mediahub/ids';
import type { ParkedEvent } from '#shared/mediahub/subscriptions';
import type { Env } from './env.ts';

/** The most events that one 'retry all' looks at per subscription, the oldest first. */
const RETRY_ALL = 500;

export interface Retried {
  /** How many took effect. */
  delivered: number;
  /** Why others did not. */
  failed: string[];
}

const parse = (id: string): [SubscriptionName, number] => {
  const [, name, position] = /^([a-z]+)\.(\d{1,15})$/.exec(id) ?? [];
  const known = SUBSCRIPTIONS.find((s) => s === name);
  if (!known) throw new Problem('parked_not_found');
  return [known, Number(position)];
};

/** The subscription is called what it was asked by. */
const parkedOf = async (env: Env, name: SubscriptionName, limit: number): Promise<ParkedEvent[]> =>
  (await env.SUBSCRIPTION.getByName(name).parked(name, limit)) as ParkedEvent[];

/** The oldest parked events of each subscription. */
export const listParked = async (env: Env, limit: number): Promise<ParkedEvent[]> =>
  (await Promise.all(SUBSCRIPTIONS.map((name) => parkedOf(env, name, limit)))).flat();

/** Tries one again, after those that stand before it in its partition; what only waits behind it follows. */
export async function retryOne(env: Env, id: string): Promise<Retried> {
  const [name, position] = parse(id);
  await find(env, id);
  const { delivered, failed } = await env.SUBSCRIPTION.getByName(name).retryParked(name, position);
  return { delivered, failed: failed === null ? [] : [failed] };
}

/**
 * Tries everything again, a bounded number at a time: the last one of each partition takes those before it along, and what
 * came to wait behind them meanwhile follows.
 */
export async function retryAll(env: Env): Promise<Retried> {
  const total: Retried = { delivered: 0, failed: [] };
  const parked = await listParked(env, RETRY_ALL);
  const lastOfEach = new Map(parked.map((p) => [`${p.subscription} ${p.partition_key}`, p]));
  for (const { subscription, position } of lastOfEach.values()) {
    const { delivered, failed } = await env.SUBSCRIPTION.getByName(subscription).retryParked(
      subscription,
      position,
    );
    total.delivered += delivered;
    if (failed !== null) total.failed.push(failed);
  }
  return total;
}

const find = async (env: Env, id: string): Promise<ParkedEvent> => {
  const [name] = parse(id);
  const parked = await parkedOf(env, name, 1_000);
  const found = parked.find((p) => p.id === id);
  if (!found) throw new Problem('parked_not_found');
  return found;
};

/**
 * Gives a parked event up. A crash between the event and the removal leaves it parked with the reason in the log
 * already: discarding it again appends nothing, because the ids derive from what is discarded.
 */
export async function discard(env: Env, id: string, reason: string, metadata: Metadata): Promise<number | null> {
  const { event, position, subscription } = await find(env, id);
  const command_id = derivedId('subscription', subscription, 'discard', event.aggregate_id, event.id);
  const stream = derivedId('subscription', subscription);
  const result = await env.STREAM.getByName(stream).append({
    aggregate_id: stream,
    aggregate_type: 'Subscription',
    expected_version: 'any',
    events: [
      {
        id: eventId(command_id, 0),
        event_type: 'ParkedEventDiscarded',
        schema_version: currentVersion('ParkedEventDiscarded'),
        data: { subscription, event_id: event.id, event_type: event.event_type, position, reason },
        metadata: { ...metadata, command_id, causation_id: event.id },
      },
    ],
  });
  // Discarded before with another reason: the first one stands.
  if (!result.ok && result.code !== 'event_id_reused') throw new Error(result.code);
  await env.SUBSCRIPTION.getByName(subscription).discardParked(subscription, position);
  return result.ok ? result.position : null;
}
