// What does not concern a consumer costs it no call, and reaches it all the same (P2, P3, X1); pokes gather while no one waits.
import { afterEach, expect, it } from 'vitest';
import { eventually } from '#shared/engine/testing/eventually';
import { atOnce, env, freshStream, request, subscriptions } from './env.ts';
import { interest } from './interests.ts';
import { ring, silence } from './objects.ts';

afterEach(() => interest('album'));

const taken = async (name: string, id: string) =>
  (await env.CONTROL.applied(name)).filter((effect) => effect.aggregate_id === id).map(({ version }) => version);

it('what does not concern a consumer waits for the next event that does, and comes before it', async () => {
  await silence();
  const { id, stream, event } = freshStream();
  interest('album', ({ version }) => version === 3);
  for (const n of [1, 2]) await stream.append(request(id, 'any', event(n)));
  await eventually(async () => ((await taken('media', id)).length === 2 ? true : undefined));
  expect(await taken('album', id)).toEqual([]);
  await stream.append(request(id, 'any', event(3)));
  await eventually(async () => ((await taken('album', id)).length === 3 ? true : undefined));
  expect(await taken('album', id)).toEqual([1, 2, 3]);
});

it('and comes with the alarm, or for a reader that waits for it, when no other event comes', async () => {
  await silence();
  const { id, stream, event } = freshStream();
  interest('album', () => false);
  await stream.append(request(id, 'any', event(1)));
  await ring('log');
  await eventually(async () => ((await taken('album', id)).length === 1 ? true : undefined));
  await stream.append(request(id, 'any', event(2)));
  const { reached } = await subscriptions().waitFor('album', { aggregate_id: id, version: 2 }, 30_000);
  expect([reached, await taken('album', id)]).toEqual([true, [1, 2]]);
});

it('many commits that no one waits for come in few deliveries, in order and once each', async () => {
  const { id, stream, event } = freshStream();
  const before = await env.CONTROL.deliveries('media');
  for (let n = 1; n <= 30; n++) await stream.append(atOnce(id, 'any', event(n)));
  const all = Array.from({ length: 30 }, (_, n) => n + 1);
  await eventually(async () => ((await taken('media', id)).length === 30 ? true : undefined));
  expect(await taken('media', id)).toEqual(all);
  expect((await env.CONTROL.deliveries('media')) - before).toBeLessThan(15);
});
