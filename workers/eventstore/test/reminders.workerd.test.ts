// A new stream without an alarm of its own: its event reaches the log (S6, X1) through any death between the log's promise and
// the publishing, while no one touches the stream.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runInDurableObject } from 'cloudflare:test';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';
import { eventually } from '#shared/engine/testing/eventually';
import { THE_LOG } from '#shared/engine/eventstore/env';
import type { FaultEnv } from '#shared/engine/faults/env';
import * as log from '#shared/engine/eventstore/log/store';
import { EventLog } from '../src/development.ts';
import { clock } from './clock.ts';
import { atOnce, env, freshStream } from './env.ts';
import { put } from './faulty-objects.ts';
import { evict, kill, killAll, LATE_MS, ring } from './objects.ts';
import { remindedStreams } from './reminded-streams.ts';

beforeEach(() => (remindedStreams.all = true));
afterEach(async () => {
  remindedStreams.all = false;
  clock.ahead = 0;
  put(null);
  await killAll();
});

const versionsOf = async (id: string) =>
  (await log.read(CATALOGUE, env.DB, { aggregate_id: id, limit: 10 })).map((event) => event.version);
const alarmOf = (id: string) =>
  runInDurableObject(env.STREAM.getByName(id) as unknown as DurableObjectStub, (_, ctx) => ctx.storage.getAlarm());
const promises = () =>
  runInDurableObject(env.LOG.getByName(THE_LOG) as unknown as DurableObjectStub, (_, ctx) =>
    [...ctx.storage.kv.list({ prefix: 'expected:' })].map(([key]) => key.replace('expected:', '')),
  );

/** The stream dies around the commit of its first event. */
async function died(crash: 'crash_before' | 'crash_after'): Promise<string> {
  const { id, event } = freshStream();
  const stream = (env as unknown as FaultEnv).STREAM.getByName(id);
  const dying = async () => stream.appendAndDie(atOnce(id, 'no_stream', event(1)), crash);
  await expect(dying()).rejects.toThrow();
  return id;
}

async function onlyAlarms(id: string): Promise<void> {
  clock.ahead += LATE_MS;
  await ring('log');
  await ring({ stream: id });
}

it('is reminded of an event that it had no time to publish', async () => {
  const id = await died('crash_after');
  expect(await alarmOf(id)).toBeNull();
  expect(await promises()).toContain(id);
  await onlyAlarms(id);
  expect(await versionsOf(id)).toEqual([1]);
  expect(await promises()).not.toContain(id);
});

it('is reminded by a later life of the log', async () => {
  const id = await died('crash_after');
  await kill('log');
  await onlyAlarms(id);
  expect(await versionsOf(id)).toEqual([1]);
});

it('has nothing to do when the event was never committed, and is not reminded again', async () => {
  const id = await died('crash_before');
  await onlyAlarms(id);
  expect(await versionsOf(id)).toEqual([]);
  expect(await alarmOf(id)).toBeNull();
  expect(await promises()).not.toContain(id);
});

it('sets no alarm when it publishes, and knows its position also in its next life', async () => {
  const { id, stream, event } = freshStream();
  await stream.append(atOnce(id, 'no_stream', event(1)));
  await eventually(async () => (await versionsOf(id)).length > 0 || undefined);
  expect(await alarmOf(id)).toBeNull();
  await evict({ stream: id });
  const { events } = await env.STREAM.getByName(id).read(0, null);
  expect(events).toMatchObject([{ version: 1, position: expect.any(Number) }]);
  expect(await alarmOf(id)).toBeNull();
  const again = await env.STREAM.getByName(id).append({
    ...atOnce(id, 'no_stream', event(1)),
    position_within_ms: 2_000,
  });
  expect(again).toMatchObject({ ok: true, version: 1, position: expect.any(Number) });
  expect(await versionsOf(id)).toEqual([1]);
});

it('sets its own alarm when the log does not promise, or promises what is over', async () => {
  for (const promise of [() => Promise.reject(new Error('no')), () => Promise.resolve(Date.now() - 1)]) {
    put({
      log: class extends EventLog {
        override expect(): Promise<number> {
          return promise();
        }
      },
    });
    await killAll();
    expect(await alarmOf(await died('crash_after'))).not.toBeNull();
  }
});

it('is the case that these tests see: a log that forgets its promise loses the event', async () => {
  put({
    log: class extends EventLog {
      override expect(): Promise<number> {
        return Promise.resolve(Date.now() + 1_000);
      }
    },
  });
  await killAll();
  const id = await died('crash_after');
  await onlyAlarms(id);
  expect(await versionsOf(id)).toEqual([]);
});
