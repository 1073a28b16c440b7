// A rebuild makes rows and nothing else (P4): the policy that once answered to these events is not asked again.
import type { StreamAsked } from '#shared/engine/ports/eventstore';
import { createExecutionContext } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { newId } from '#shared/mediahub/ids';
import type { Delivery } from '#shared/engine/ports/consumer';
import { env } from '../test/env.ts';
import { albumRpc, compensated, deleted, saga, subscriptionCatchesUp, uploaded } from '../test/story.ts';
import { fakes } from '../test/worker.ts';
import { takeOutGoneMedia } from './reactions/take-out.ts';
import { AlbumConsumer } from './rpc.ts';

/** Media that went before and after their entries were made: all that the policy has ever had to do something about. */
async function eventful(): Promise<void> {
  const owner = newId('user');
  const [first, second] = [await uploaded(owner), await uploaded(owner)];
  for (const media_id of [first, second]) await albumRpc().addToDefaultAlbum(saga(owner), { media_id });
  await subscriptionCatchesUp();
  await compensated(first, owner);
  await deleted(second, owner);
  await subscriptionCatchesUp();
}

type Page = (bindings: typeof env, page: Delivery) => Promise<void>;

/** Rebuilds from zero, with `before` each page, and answers what was asked of the event store in the meantime. */
async function askedDuringRebuild(before: Page): Promise<string[]> {
  const asked: string[] = [];
  const noting = <Ask extends (...args: never[]) => unknown>(what: string, ask: Ask) =>
    ((...args) => (asked.push(what), ask(...args))) as Ask;
  const EVENTS = {
    append: noting('append', (request) => env.EVENTS.append(request)),
    readStream: noting('readStream', (...question) => env.EVENTS.readStream(...question)),
    readLog: noting('readLog', (query) => env.EVENTS.readLog(query)),
    compareWithLog: noting('compareWithLog', (ids) => env.EVENTS.compareWithLog(ids)),
    appendAll: noting('appendAll', (requests) => env.EVENTS.appendAll(requests)),
    readStreams: noting('readStreams', (many: readonly StreamAsked[]) => env.READER.readStreams(many)),
  } satisfies typeof env.EVENTS;
  const bindings = { ...env, EVENTS, READER: EVENTS };
  const consumer = new AlbumConsumer(createExecutionContext(), bindings);
  const { generation } = await consumer.rebuild('begin');
  if (generation === null) throw new Error('nothing was begun');
  const events = [...fakes.store.log];
  const page = { from: 0, to: events.length, events };
  await before(bindings, page);
  expect(await consumer.rebuild('fill', generation, page)).toMatchObject({ following: true });
  await consumer.rebuild('cutOver', generation);
  return asked;
}

test('P4: a rebuild repeats no side effect: it calls no other Worker, and nothing is appended', async () => {
  await eventful();
  const { length } = fakes.store.log;
  expect(await askedDuringRebuild(() => Promise.resolve())).toEqual([]);
  expect(fakes.store.log).toHaveLength(length);
});

test('P4: and one that takes the way of a delivery, through the policy, is caught', async () => {
  await eventful();
  const asked = await askedDuringRebuild(async (bindings, delivery) => {
    await takeOutGoneMedia(bindings, delivery);
  });
  expect(asked).not.toEqual([]);
});
