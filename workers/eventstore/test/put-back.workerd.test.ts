// A stream's object that was restored to an earlier state, alone: what it lacks, the log still has.
import { runInDurableObject } from 'cloudflare:test';
import { expect, it } from 'vitest';
import { timeLimit } from '#shared/engine/testing/time-limit';
import { eventually } from '#shared/engine/testing/eventually';
import { clock } from './clock.ts';
import { env, freshStream, request } from './env.ts';
import { evict } from './objects.ts';

const stateOf = (id: string) => env.STREAM.getByName(id) as unknown as DurableObjectStub;

it('has its readers decide on what the log has, also where nothing at all is left', async () => {
  for (const kept of [1, 0]) {
    const { id, stream, event } = freshStream();
    await stream.append(request(id, 'no_stream', event(1), event(2), event(3)));
    await runInDurableObject(stateOf(id), async (_, { storage }) => {
      if (kept === 0) await storage.deleteAll();
      else storage.sql.exec('DELETE FROM events WHERE version > ?', kept);
    });
    await evict({ stream: id });
    const { version, events } = await env.STREAM.getByName(id).read(0, null);
    expect([version, events.map((one) => one.version)]).toEqual([3, [1, 2, 3]]);
  }
});

it('reading a stream without events still stores nothing', async () => {
  const { id, stream } = freshStream();
  expect(await stream.read(0, null)).toEqual({ version: 0, events: [], handled: null });
  const tables = await runInDurableObject(stateOf(id), (_, { storage }) =>
    storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'events'").toArray(),
  );
  expect(tables).toEqual([]);
});

it('refuses what was decided on another event of the same version', async () => {
  const { id, stream, event } = freshStream();
  await stream.append(request(id, 'no_stream', event(1), event(2)));
  const append = (base_id: string) => stream.append({ ...request(id, 2, event(`after ${base_id}`)), base_id });
  expect(await append('an event that a restore took away')).toMatchObject({ ok: false, code: 'version_conflict' });
  expect(await append(event(2).id)).toMatchObject({ ok: true, version: 3 });
});

it('takes an id as new where it is said to be, and stops where the log knows better', async () => {
  const { id, stream, event } = freshStream();
  await stream.append(request(id, 'no_stream', event(1), event(2)));
  const logged = await stream.position(2, 30_000);
  await runInDurableObject(stateOf(id), (_, { storage }) => storage.deleteAll());
  await evict({ stream: id });
  const again = env.STREAM.getByName(id);
  // No caller says so of an id that it has not just made: this is the worst that could come of it.
  expect(await again.append({ ...request(id, 'no_stream', event(3)), is_new: true })).toMatchObject({ ok: true });
  await expect
    .poll(() => again.append(request(id, 'any', event(4))), { timeout: timeLimit(10_000) })
    .toMatchObject({ ok: false, code: 'stream_diverged' });
  const { results } = await env.DB.prepare(
    'SELECT id, position FROM events WHERE aggregate_id = ?1 ORDER BY version',
  )
    .bind(id)
    .all();
  expect(results).toEqual([expect.objectContaining({ id: event(1).id }), { id: event(2).id, position: logged }]);
});

it('has a read model that was put back alone catch up while nothing else dies and nothing more is written', async () => {
  const { id, stream, event } = freshStream();
  await stream.append(request(id, 'no_stream', event(1), event(2)));
  const [first, last] = [await stream.position(1, 30_000), await stream.position(2, 30_000)];
  const subscription = env.SUBSCRIPTION.getByName('notification');
  const applied = async () =>
    (await env.READ_MODEL.prepare('SELECT 1 FROM applied WHERE aggregate_id = ?1').bind(id).all()).results.length;
  await eventually(async () => ((await applied()) === 2 ? true : undefined));
  // It has been asked in this life.
  expect(await subscription.waitFor('notification', last ?? 0, 30_000)).toMatchObject({ reached: true });
  const before = (first ?? 0) - 1;
  await env.READ_MODEL.batch([
    env.READ_MODEL.prepare('DELETE FROM applied WHERE position > ?1').bind(before),
    env.READ_MODEL.prepare('UPDATE checkpoint SET position = ?1, event_id = NULL').bind(before),
  ]);
  clock.ahead += 6_000;
  try {
    // A reader of its own write gets its answer once the read model has it again.
    expect(await subscription.waitFor('notification', last ?? 0, 30_000)).toMatchObject({ reached: true });
    expect(await applied()).toBe(2);
  } finally {
    clock.ahead = 0;
  }
});

it('shows a read model that was put back to when it started over, once it has caught up', async () => {
  const { id, stream, event } = freshStream();
  await stream.append(request(id, 'no_stream', event(1), event(2)));
  const last = (await stream.position(2, 30_000)) ?? 0;
  const subscription = env.SUBSCRIPTION.getByName('notification');
  expect(await subscription.waitFor('notification', last, 30_000)).toMatchObject({ reached: true });
  const shown = () =>
    env.READ_MODEL.prepare('SELECT active_generation, following FROM projection_state').first<{
      active_generation: number;
      following: number;
    }>();
  const green = ((await shown())?.active_generation ?? 0) + 1;
  await env.READ_MODEL.batch([
    env.READ_MODEL.prepare('DELETE FROM applied'),
    env.READ_MODEL.prepare('UPDATE checkpoint SET position = 0, event_id = NULL'),
    env.READ_MODEL.prepare(
      'UPDATE projection_state SET newest_generation = ?1, green_generation = ?1, green_position = 0, following = 2',
    ).bind(green),
  ]);
  await evict('notification');
  await eventually(async () => {
    await env.SUBSCRIPTION.getByName('notification').status('notification');
    return (await shown())?.active_generation === green || undefined;
  });
  expect(await shown()).toEqual({ active_generation: green, following: 0 });
});

it('a caller that waits for a position while a read model starts over is answered when it is shown', async () => {
  const { id, stream, event } = freshStream();
  await stream.append(request(id, 'no_stream', event(1), event(2)));
  const last = (await stream.position(2, 30_000)) ?? 0;
  const subscription = env.SUBSCRIPTION.getByName('notification');
  expect(await subscription.waitFor('notification', last, 30_000)).toMatchObject({ reached: true });
  const fills = () => env.READ_MODEL.prepare('SELECT following FROM projection_state').first('following');
  await env.READ_MODEL.exec('DELETE FROM applied');
  await subscription.startOver('notification');
  // Readers see the old rows, which lack what comes now.
  const answers = [1, 100, 30_000].map(async (ms) => {
    const { reached } = await subscription.waitFor('notification', last, ms);
    return { reached, fills: await fills() };
  });
  const reached = (await Promise.all(answers)).filter((answer) => answer.reached);
  expect(reached.length).toBeGreaterThan(0);
  expect(reached.map((answer) => answer.fills)).toEqual(reached.map(() => 0));
  await stream.append(request(id, 2, event(3)));
  const next = (await stream.position(3, 30_000)) ?? 0;
  expect(await subscription.waitFor('notification', next, 30_000)).toMatchObject({ reached: true });
});

it('hands sagas all their events once more, which they recognise, after their objects were put back', async () => {
  const { id, stream, event } = freshStream();
  await stream.append(request(id, 'no_stream', event(1), event(2)));
  const last = (await stream.position(2, 30_000)) ?? 0;
  const saga = () => env.SUBSCRIPTION.getByName('saga');
  expect(await saga().waitFor('saga', last, 30_000)).toMatchObject({ reached: true });
  await saga().startOver('saga');
  expect(await saga().waitFor('saga', last, 30_000)).toMatchObject({ reached: true });
  const taken = (await env.CONTROL.applied('saga')).filter(({ aggregate_id }) => aggregate_id === id);
  expect(taken.map(({ version }) => version)).toEqual([1, 2]);
});
