// A log whose database is full (a trigger refuses every insert with D1's words): reading goes on, writing says why, nothing that
// was answered is lost, and it heals by itself when there is room again.
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, expect, it } from 'vitest';
import { capacityOf } from '#shared/engine/eventstore/log/capacity';
import { THE_LOG } from '#shared/engine/eventstore/env';
import { timeLimit } from '#shared/engine/testing/time-limit';
import { env, eventStore, freshStream, request, atOnce } from './env.ts';
import { clock } from './clock.ts';
import { evict, ring } from './objects.ts';

const fill = () =>
  env.DB.prepare(
    `CREATE TRIGGER no_room BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
  ).run();
const makeRoom = () => env.DB.prepare('DROP TRIGGER IF EXISTS no_room').run();

afterEach(async () => {
  await makeRoom();
  await expect.poll(() => env.LOG.getByName(THE_LOG).isFull()).toBe(false);
});

it('refuses what people write, takes what sagas end, reads on, and heals', async () => {
  const [before, answered, saga] = [freshStream(), freshStream(), freshStream()];
  await before.stream.append(request(before.id, 'no_stream', before.event(1)));
  await fill();

  // The first one finds out: it is durable in its stream, and has no position yet.
  expect(await eventStore().append(atOnce(answered.id, 'no_stream', answered.event(1)))).toMatchObject({
    ok: true,
  });
  const refused = async () => {
    const { id, event } = freshStream();
    return eventStore().append(atOnce(id, 'no_stream', event(1)));
  };
  await expect.poll(refused, { timeout: timeLimit(10_000) }).toMatchObject({ ok: false, code: 'storage_full' });
  expect((await eventStore().readStream(before.id)).events).toHaveLength(1);
  const ending = saga.event(1);
  ending.metadata.saga_id = 'saga-1';
  expect(await eventStore().append(atOnce(saga.id, 'no_stream', ending))).toMatchObject({ ok: true });
  expect(await capacityOf(env.DB, true, Date.now())).toMatchObject({ full: true });

  await makeRoom();
  for (const { id } of [answered, saga]) {
    await ring({ stream: id });
    await expect
      .poll(() => env.STREAM.getByName(id).position(1, 1_000), { timeout: timeLimit(10_000) })
      .toBeGreaterThan(0);
  }
  await expect.poll(refused, { timeout: timeLimit(10_000) }).toMatchObject({ ok: true });
});

it('stays full no longer than someone is refused, though the stream that was is not there any more', async () => {
  const [gone, next] = [freshStream(), freshStream()];
  const isFull = () => env.LOG.getByName(THE_LOG).isFull();
  await fill();
  await eventStore().append(atOnce(gone.id, 'no_stream', gone.event(1)));
  await expect.poll(isFull, { timeout: timeLimit(10_000) }).toBe(true);
  // A restore has put it back to before that.
  const object = env.STREAM.getByName(gone.id) as unknown as DurableObjectStub;
  await runInDurableObject(object, async (_, { storage }) => {
    await storage.deleteAlarm();
    await storage.deleteAll();
  });
  await evict({ stream: gone.id });
  await makeRoom();
  clock.ahead += 61_000;
  try {
    expect(await isFull()).toBe(false);
    await next.stream.append(request(next.id, 'no_stream', next.event(1)));
  } finally {
    clock.ahead = 0;
  }
  expect(await next.stream.position(1, 30_000)).toBeGreaterThan(0);
});

it('knows its size, and what came in the last day', async () => {
  const { id, stream, event } = freshStream();
  await stream.append(request(id, 'no_stream', event(1), event(2)));
  const now = Date.now();
  const today = await capacityOf(env.DB, false, now);
  expect(today.bytes).toBeGreaterThan(4_096);
  expect(today.events_last_day).toBe(today.events);
  expect(today.events).toBeGreaterThanOrEqual(2);
  const later = await capacityOf(env.DB, false, now + 2 * 86_400_000);
  expect(later).toMatchObject({ events_last_day: 0, full_on: null });
});
