// The repair of parked events: list them, retry, or discard one with a written reason, which is itself an event.
import { SUBSCRIPTIONS, type SubscriptionName } from '#shared/mediahub/subscriptions';
import { eventId } from '#shared/engine/event/ids';
import { currentVersion } from '#shared/mediahub/events/catalogue';
import type { Metadata } from '#shared/engine/event/envelope';
import { encodeCursor } from '#shared/http/cursor';
import { Problem } from '#shared/http/problem';
import type { Retried } from '#shared/mediahub/api/projection';
import { derivedId } from '#shared/mediahub/ids';
import type { ParkedEvent } from '#shared/mediahub/subscriptions';
import type { Env } from '../env.ts';

/** How many partitions are retried together, and how long one 'retry all' runs. */
const PARTITIONS = 100;
const RETRY_MS = 20_000;
/** And how many calls of subscriptions one makes, of the thousand that a request may make. */
const MOST_CALLS = 300;
const MOST_REASONS = 50;
/** How long an operator waits until the log has the decision. */
const POSITION_MS = 2_000;

const parse = (id: string): [SubscriptionName, number] => {
  const [, name, position] = /^([a-z]+)\.(\d{1,15})$/.exec(id) ?? [];
  const known = SUBSCRIPTIONS.find((s) => s === name);
  if (!known) throw new Problem('parked_not_found');
  return [known, Number(position)];
};

/** Parked events carry the name of the subscription that was asked, which the cast says. */
const parkedOf = async (env: Env, name: SubscriptionName, limit: number, after: number): Promise<ParkedEvent[]> =>
  (await env.SUBSCRIPTION.getByName(name).parked(name, limit, after)) as ParkedEvent[];

/** What is parked after a place, subscription by subscription, the oldest first; one more than `limit` when there is more. */
export async function listParked(
  env: Env,
  limit: number,
  [first, after]: readonly [number, number] = [0, 0],
): Promise<ParkedEvent[]> {
  const parked: ParkedEvent[] = [];
  for (const [n, name] of SUBSCRIPTIONS.entries()) {
    // An answer may end early because of its size: the rest is asked for again.
    for (let from = n === first ? after : 0; n >= first && parked.length <= limit;) {
      const page = await parkedOf(env, name, limit + 1 - parked.length, from);
      const last = page.at(-1);
      if (!last) break;
      parked.push(...page);
      from = last.position;
    }
  }
  return parked;
}

/** Where the list goes on behind this one. */
export const placeOf = ({ subscription, position }: ParkedEvent): [number, number] => [
  SUBSCRIPTIONS.indexOf(subscription),
  position,
];

/** Retries one, after those before it in its partition; events that only wait behind it follow. */
export async function retryOne(env: Env, id: string): Promise<Retried> {
  const [name, position] = parse(id);
  await find(env, id);
  const total: Retried = { delivered: 0, failed: [], next: null };
  await retryInFull(env, name, position, total, { began: Date.now(), calls: 0 });
  return total;
}

interface Spent {
  began: number;
  calls: number;
}
const isSpent = ({ began, calls }: Spent): boolean =>
  calls >= MOST_CALLS || Math.abs(Date.now() - began) > RETRY_MS;

/** Until all of the partition is through, one fails, or time or calls are spent. False: there is more. */
async function retryInFull(
  env: Env,
  name: SubscriptionName,
  position: number,
  total: Retried,
  spent: Spent,
): Promise<boolean> {
  for (let at = position; ;) {
    spent.calls++;
    const { delivered, failed, next } = await env.SUBSCRIPTION.getByName(name).retryParked(name, at);
    total.delivered += delivered;
    if (failed !== null && total.failed.length < MOST_REASONS) total.failed.push(failed);
    if (next === undefined) return true;
    // What was asked for goes first, with all before it; then what waits behind it.
    at = Math.max(position, next);
    if (isSpent(spent)) return false;
  }
}

/**
 * Tries everything again, partition by partition: the last one of each takes those before it along. One that fails holds up
 * no other. However many there are, all are tried: the next call continues where one runs out of time.
 */
export async function retryAll(env: Env, from: readonly [number, string] = [0, '']): Promise<Retried> {
  const total: Retried = { delivered: 0, failed: [], next: null };
  const spent: Spent = { began: Date.now(), calls: 0 };
  const [first, key] = from;
  for (const [n, name] of SUBSCRIPTIONS.entries()) {
    if (n < first) continue;
    for (let after = n === first ? key : ''; ;) {
      const page = await env.SUBSCRIPTION.getByName(name).partitions(after, PARTITIONS);
      for (const { partition_key, last } of page) {
        const done = await retryInFull(env, name, last, total, spent);
        if (done) after = partition_key;
        if (!done || isSpent(spent)) return { ...total, next: encodeCursor([n, after]) };
      }
      if (page.length < PARTITIONS) break;
    }
  }
  return total;
}

const find = async (env: Env, id: string): Promise<ParkedEvent> => {
  const [name, position] = parse(id);
  const found = (await env.SUBSCRIPTION.getByName(name).parkedAt(name, position)) as ParkedEvent | null;
  if (!found) throw new Problem('parked_not_found');
  return found;
};

/**
 * Gives a parked event up. A crash between the event and the removal leaves it parked with the reason in the log
 * already: discarding it again appends nothing, because the ids derive from what is discarded.
 */
export async function discard(env: Env, id: string, reason: string, metadata: Metadata): Promise<number | null> {
  const { event, position, subscription } = await find(env, id);
  if (!(await env.SUBSCRIPTION.getByName(subscription).giveUp(position)))
    throw new Problem('conflict', 'It is being tried at this moment.', { headers: { 'retry-after': '2' } });
  const command_id = derivedId('subscription', subscription, 'discard', event.aggregate_id, event.id);
  const stream = derivedId('subscription', subscription);
  const result = await env.STREAM.getByName(stream).append({
    aggregate_id: stream,
    aggregate_type: 'Subscription',
    expected_version: 'any',
    position_within_ms: POSITION_MS,
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
  // Discarded before with another reason: the first one counts.
  if (!result.ok && result.code !== 'event_id_reused') throw new Error(result.code);
  await env.SUBSCRIPTION.getByName(subscription).discardParked(subscription, position);
  return result.ok ? result.position : null;
}
