// What can be done to a Durable Object from outside: its death, its eviction, its alarm. A stub does not survive the death
// of its object, so these take a fresh one each time.
import {
  abortAllDurableObjects,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test';
import { SUBSCRIPTIONS, type SubscriptionName } from '#shared/mediahub/subscriptions';
import { pause, within } from '#shared/engine/runtime/deadline';
import { THE_LOG } from '#shared/engine/eventstore/env';
import { THE_SWITCH } from '#shared/engine/faults/env';
import { clock } from './clock.ts';
import { env } from './env.ts';

/** Beyond every backoff. */
export const LATE_MS = 20_000;

const RING_MS = 10_000;

export type ObjectName = { stream: string } | 'log' | SubscriptionName;

const stubOf = (name: ObjectName): DurableObjectStub => {
  const object =
    name === 'log'
      ? env.LOG.getByName(THE_LOG)
      : typeof name === 'object'
        ? env.STREAM.getByName(name.stream)
        : env.SUBSCRIPTION.getByName(name);
  return object as unknown as DurableObjectStub;
};

/** Calls again when the callee dies during the call: an object, or the database, which is one as well. Counts tries, not time. */
export async function again<T>(ask: () => Promise<T>, left = 100): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (left === 0) throw error;
    await pause(10);
    return again(ask, left - 1);
  }
}

/** The object dies in the middle of its work; its storage stays. */
export const kill = async (name: ObjectName): Promise<void> => {
  await runInDurableObject(stubOf(name), (_, ctx) => ctx.abort('killed by a test')).catch(() => undefined);
};

export const killAll = (): Promise<void> => abortAllDurableObjects();

/** The object ends in peace and comes back when it is called. */
export const evict = async (name: ObjectName): Promise<void> => {
  await evictDurableObject(stubOf(name)).catch(() => undefined);
};

/** Runs the alarm now, if one is set; says whether. One whose object dies in the meantime stays, as the platform has it. */
export const ring = async (name: ObjectName): Promise<boolean> => {
  const at = await again(() => runInDurableObject(stubOf(name), (_, ctx) => ctx.storage.getAlarm()));
  if (at === null) return false;
  const alarm = runDurableObjectAlarm(stubOf(name)).catch(() =>
    runInDurableObject(stubOf(name), (_, ctx) => ctx.storage.setAlarm(at)).catch(() => undefined),
  );
  // The call to an object that dies under it may never be answered; the test rings again.
  await within(RING_MS, alarm);
  return true;
};

/** Runs the alarms of the shared objects until none is set: one that is left over would hide that another is missing. */
export async function silence(): Promise<void> {
  const rang = async () => (await Promise.all((['log', ...SUBSCRIPTIONS] as const).map(ring))).some(Boolean);
  clock.ahead += LATE_MS;
  for (let left = 8; left > 0 && (await rang()); left--) await pause(1);
  clock.ahead = 0;
}

export const chaos = () => env.CHAOS.getByName(THE_SWITCH);
