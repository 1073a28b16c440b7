// The consuming end of the subscription `album`: the effect once, rows and checkpoint together, and the policy that
// keeps no entry of a media item that is gone.
import { createExecutionContext } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { defaultAlbumId, newId } from '#shared/mediahub/ids';
import { checkpointOf } from '#shared/engine/projection/deliver';
import { env } from '../test/env.ts';
import {
  albumRpc,
  call,
  compensated,
  deleted,
  history,
  json,
  saga,
  subscriptionCatchesUp,
  uploaded,
} from '../test/story.ts';
import { fakes } from '../test/worker.ts';
import type { Album } from '#shared/mediahub/api/album';
import { AlbumConsumer } from './rpc.ts';

/** What Cloudflare lets one request make. */
const MOST_CALLS_OF_OTHER_WORKERS = 32;

let user: string;
const consumer = () => new AlbumConsumer(createExecutionContext(), env);

beforeEach(() => {
  user = newId('user');
  fakes.live = true;
});

test('a delivery that does not start at the checkpoint changes nothing and is answered with the checkpoint', async () => {
  await albumRpc().addToDefaultAlbum(saga(user), { media_id: await uploaded(user) });
  const { checkpoint } = await subscriptionCatchesUp();
  const rows = async () =>
    (await env.DB.prepare('SELECT * FROM album_media WHERE user_id = ?').bind(user).all()).results;
  const before = await rows();
  const events = fakes.store.log.slice(checkpoint - 2);
  for (const from of [checkpoint - 2, checkpoint + 5])
    expect(await consumer().deliver({ from, to: from + 2, events })).toMatchObject({ checkpoint, skipped: [] });
  expect(await rows()).toEqual(before);
});

test('a statement that fails leaves rows and checkpoint untouched', async () => {
  const { checkpoint: from } = await subscriptionCatchesUp();
  await albumRpc().addToDefaultAlbum(saga(user), { media_id: await uploaded(user) });
  const events = fakes.store.log.slice(from);
  const delivery = { from, to: from + events.length, events };
  const nameless = events.map((e) =>
    e.event_type === 'AlbumCreated' ? { ...e, data: { ...e.data, name: null } } : e,
  );
  const broken = async () => consumer().deliver({ ...delivery, events: nameless });
  await expect(broken()).rejects.toThrow(/NOT NULL/);
  expect(await checkpointOf(env.DB, 'album')).toBe(from);
  expect(await json(call(user, 'GET', ''))).toEqual([]);

  expect(await consumer().deliver(delivery)).toEqual({ checkpoint: delivery.to });
  expect(await json(call(user, 'GET', ''))).toHaveLength(1);
});

test('an entry that slipped in after the deletion is taken out again, once, however often it is delivered', async () => {
  const media_id = await uploaded(user);
  await albumRpc().addToDefaultAlbum(saga(user), { media_id: await uploaded(user) });
  const { checkpoint: from } = await subscriptionCatchesUp();
  // The race: the media is deleted after its stream was asked, before the album appends.
  const deletedInBetween = albumRpc({
    ...env,
    READER: {
      readLog: (query) => env.READER.readLog(query),
      readStreams: (asked) => env.READER.readStreams(asked),
      readStream: async (...question) => {
        const answer = await env.READER.readStream(...question);
        await deleted(media_id, user);
        return answer;
      },
    },
  });
  expect(await deletedInBetween.addToDefaultAlbum(saga(user), { media_id })).toEqual({ status: 'accepted' });

  const events = fakes.store.log.slice(from);
  for (let n = 0; n < 3; n++) await consumer().deliver({ from, to: from + events.length, events });
  const removals = fakes.store.log.filter(
    (e) => e.aggregate_id === defaultAlbumId(user) && e.event_type === 'MediaRemovedFromAlbum',
  );
  expect(removals).toMatchObject([{ data: { media_id }, metadata: { actor: 'policy:gone_media' } }]);
  expect(removals[0]?.metadata.saga_id).toBeUndefined();
});

test('the checkpoint waits for the policy: what could not be taken out now is taken out at the next delivery', async () => {
  const media_id = await uploaded(user);
  await call(user, 'POST', '/default/media', { media_id });
  const { checkpoint: from } = await subscriptionCatchesUp();
  await compensated(media_id, user);
  const delivery = { from, to: from + 1, events: fakes.store.log.slice(from) };
  const append = () => Promise.reject(new Error('the event store is away'));
  const cutOff = new AlbumConsumer(createExecutionContext(), {
    ...env,
    EVENTS: {
      append,
      appendAll: append,
      readStreams: (asked) => env.EVENTS.readStreams(asked),
      readStream: (id) => env.EVENTS.readStream(id),
      readLog: (query) => env.EVENTS.readLog(query),
      compareWithLog: (ids) => env.EVENTS.compareWithLog(ids),
    },
  });
  await expect((async () => cutOff.deliver(delivery))()).rejects.toThrow('away');
  expect(await checkpointOf(env.DB, 'album')).toBe(from);
  expect(await consumer().deliver(delivery)).toEqual({ checkpoint: delivery.to, calls: 2 });
  expect(history(defaultAlbumId(user)).at(-1)).toBe('MediaRemovedFromAlbum');
});

test('a compensated media item leaves the albums that it was put into since its upload', async () => {
  const media_id = await uploaded(user);
  const { id: album } = await json<Album>(call(user, 'POST', '', { name: 'Hasty' }));
  await call(user, 'POST', `/${album}/media`, { media_id });
  await compensated(media_id, user);
  await subscriptionCatchesUp();
  expect(history(album)).toEqual(['AlbumCreated', 'MediaAddedToAlbum', 'MediaRemovedFromAlbum']);
});

test('a deleted media is out of sight at once, before any saga has taken its entry out', async () => {
  const media_id = await uploaded(user);
  await call(user, 'POST', '/default/media', { media_id });
  await deleted(media_id, user);
  await subscriptionCatchesUp();
  expect(await json(call(user, 'GET', '/default/media'))).toEqual([]);
  expect(await json(call(user, 'GET', '/default'))).toMatchObject({ media_count: 0 });
});

test('two media that are undone by events with one id both leave an album', async () => {
  const { id: album } = await json<Album>(call(user, 'POST', '', { name: 'Hasty' }));
  const both = [await uploaded(user), await uploaded(user)];
  for (const media_id of both) await call(user, 'POST', `/${album}/media`, { media_id });
  const command_id = crypto.randomUUID();
  for (const id of both) await compensated(id, user, command_id);
  await subscriptionCatchesUp();
  const out = fakes.store.log.filter((e) => e.aggregate_id === album && e.event_type === 'MediaRemovedFromAlbum');
  expect(out.map(({ data }) => data)).toEqual(both.map((media_id) => ({ media_id })));
});

test('of more than one request may take out, it takes some and the subscription goes on from there', async () => {
  const { id: album } = await json<Album>(call(user, 'POST', '', { name: 'Hasty' }));
  const { id: other } = await json<Album>(call(user, 'POST', '', { name: 'Hastier' }));
  const media: string[] = [];
  for (let n = 0; n < 25; n++) {
    const media_id = await uploaded(user);
    media.push(media_id);
    for (const into of [album, other]) await call(user, 'POST', `/${into}/media`, { media_id });
  }
  let { checkpoint: from } = await subscriptionCatchesUp();
  fakes.live = false;
  for (const media_id of media) await compensated(media_id, user);
  const to = fakes.store.log.length;

  const taken: number[] = [];
  while (from < to) {
    fakes.calls = 0;
    const events = fakes.store.log.slice(from, to);
    const { checkpoint, event_id } = await consumer().deliver({
      from,
      to,
      to_id: events.at(-1)?.id ?? '',
      events,
    });
    expect(fakes.calls).toBeLessThanOrEqual(MOST_CALLS_OF_OTHER_WORKERS);
    expect(event_id).toBe(fakes.store.log[checkpoint - 1]?.id);
    taken.push(checkpoint - from);
    from = checkpoint;
  }
  expect(taken).toEqual([10, 10, 5]);
  for (const id of [album, other])
    expect(history(id).filter((type) => type === 'MediaRemovedFromAlbum')).toHaveLength(25);
});
