// What a person may put into albums and take out of them over HTTP. Every test has a user of its own.
import { beforeEach, describe, expect, test } from 'vitest';
import { defaultAlbumId, newId } from '#shared/mediahub/ids';
import {
  allPages,
  call,
  compensated,
  deleted,
  history,
  json,
  problem,
  saga,
  albumRpc,
  uploaded,
} from '../test/story.ts';
import { fakes } from '../test/worker.ts';
import type { Album } from '#shared/mediahub/api/album';

let user: string;
const get = (path: string) => call(user, 'GET', path);
const post = (path: string, body: object) => call(user, 'POST', path, body);
const leave = (path: string, body: object) => call(user, 'DELETE', path, body);
const several = (count: number, owner = user) => Promise.all(Array.from({ length: count }, () => uploaded(owner)));

beforeEach(() => {
  user = newId('user');
  fakes.live = true;
});

test('adding twice and removing twice are both fine and have their effect once', async () => {
  const media_id = await uploaded(user);
  for (let n = 0; n < 2; n++) expect((await post('/default/media', { media_id })).status).toBe(200);
  expect(await json(get('/default'))).toMatchObject({ media_count: 1 });
  for (let n = 0; n < 2; n++) expect((await call(user, 'DELETE', `/default/media/${media_id}`)).status).toBe(200);
  expect(fakes.store.log.filter((e) => e.metadata.user_id === user).map((e) => e.event_type)).toEqual([
    'MediaUploaded',
    'AlbumCreated',
    'MediaAddedToAlbum',
    'MediaRemovedFromAlbum',
  ]);
});

test('entries come in pages, the newest first', async () => {
  const added: string[] = [];
  for (let n = 0; n < 5; n++) added.unshift(await uploaded(user));
  for (const media_id of added.toReversed()) await post('/default/media', { media_id });
  const entries = await allPages<{ media_id: string }>(user, '/default/media?limit=2');
  expect(entries.map((entry) => entry.media_id)).toEqual(added);
});

test('a media that is deleted, compensated or made up is not found', async () => {
  const { id } = await json<Album>(post('', { name: 'A' }));
  const gone = await deleted(await uploaded(user), user);
  const undone = await compensated(await uploaded(user), user);
  for (const media_id of [gone, undone, newId('media'), 'media-x', '../etc'])
    expect(await problem(post(`/${id}/media`, { media_id }))).toBe('404 media_not_found');
});

describe('many at once', () => {
  test('come in with one append, are counted at once, and those that are in stay', async () => {
    const { id } = await json<Album>(post('', { name: 'Trip' }));
    const [first = '', ...others] = await several(5);
    await post(`/${id}/media`, { media_id: first });
    const response = await post(`/${id}/media`, { media_ids: [...others, first, others[0]] });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-event-position')).toBe(String(fakes.store.log.length));
    expect(await json(get(`/${id}`))).toMatchObject({ media_count: 5 });

    const appended = fakes.store.log.filter((e) => e.aggregate_id === id).slice(2);
    expect(appended.map((e) => e.data)).toEqual(others.map((media_id) => ({ media_id })));
    expect(new Set(appended.map((e) => e.metadata.command_id)).size).toBe(1);
    const again = await post(`/${id}/media`, { media_ids: others });
    expect([again.status, again.headers.get('x-event-position')]).toEqual([200, null]);
  });

  test('a hundred of them fill All Media, also when it is not there yet', async () => {
    const media_ids = await several(100);
    fakes.calls = 0;
    expect((await post('/default/media', { media_ids })).status).toBe(200);
    // What Cloudflare lets one request call (2026-11: 32 Worker invocations).
    expect(fakes.calls).toBeLessThanOrEqual(32);
    expect(await json(get('/default'))).toMatchObject({ media_count: 100 });
    expect(history(defaultAlbumId(user))).toHaveLength(101);
  });

  test('all or none: each that may not come in is named, and nothing is written', async () => {
    const [good = '', gone = '', undone = ''] = await several(3);
    await deleted(gone, user);
    await compensated(undone, user);
    const [foreign = ''] = await several(1, newId('user'));
    const { length } = fakes.store.log;
    const response = await post('/default/media', { media_ids: [good, gone, good, foreign, undone, 'media-x'] });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      code: 'media_not_found',
      detail: '4 of 5 media cannot be put into an album, so none was.',
      errors: [
        { path: 'media_ids.1', message: `${gone}: The media has been deleted.` },
        { path: 'media_ids.3', message: `${foreign}: There is no such media.` },
        { path: 'media_ids.4', message: `${undone}: The upload of the media has been undone.` },
        { path: 'media_ids.5', message: 'media-x: There is no such media.' },
      ],
    });
    expect(fakes.store.log).toHaveLength(length);
  });

  test('leave with one append; those that are not in do not matter', async () => {
    const { id } = await json<Album>(post('', { name: 'Trip' }));
    const [stays = '', ...leaving] = await several(4);
    await post(`/${id}/media`, { media_ids: [stays, ...leaving] });
    const response = await leave(`/${id}/media`, { media_ids: [...leaving, newId('media'), leaving[0]] });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-event-position')).toBe(String(fakes.store.log.length));
    expect(await json(get(`/${id}/media`))).toMatchObject([{ media_id: stays }]);
    expect(await json(get(`/${id}`))).toMatchObject({ media_count: 1 });
    expect(history(id).filter((type) => type === 'MediaRemovedFromAlbum')).toHaveLength(3);
    const again = await leave(`/${id}/media`, { media_ids: leaving });
    expect([again.status, again.headers.get('x-event-position')]).toEqual([200, null]);
  });

  test('the same Idempotency-Key lets them in once and answers the same', async () => {
    const media_ids = await several(3);
    const once = () => call(user, 'POST', '/default/media', { media_ids }, { 'idempotency-key': 'k-1' });
    const positions = [await once(), await once()].map((response) => response.headers.get('x-event-position'));
    expect(positions).toEqual(Array.from({ length: 2 }, () => String(fakes.store.log.length)));
    expect(history(defaultAlbumId(user))).toHaveLength(4);
  });

  test('a body that does not fit is refused', async () => {
    const { id } = await json<Album>(post('', { name: 'A' }));
    const [media_id = ''] = await several(1);
    const tooMany = Array.from({ length: 101 }, () => newId('media'));
    const bodies = [
      {},
      { media_id, media_ids: [media_id] },
      { media_ids: [] },
      { media_ids: tooMany },
      { media_id, x: 1 },
    ];
    for (const body of bodies) expect(await problem(post(`/${id}/media`, body))).toBe('400 validation_failed');
    for (const body of [
      {},
      { media_ids: [] },
      { media_ids: tooMany },
      { media_ids: [media_id], x: 1 },
      { media_id },
    ])
      expect(await problem(leave(`/${id}/media`, body))).toBe('400 validation_failed');
  });
});

test('an album that grows is not read again from its start at each add, by a user or a saga', async () => {
  for (let n = 0; n < 20; n++) {
    await post('/default/media', { media_id: await uploaded(user) });
    await albumRpc().addToDefaultAlbum(saga(user), { media_id: await uploaded(user) });
  }
  const before = fakes.handedOut;
  await post('/default/media', { media_id: await uploaded(user) });
  await albumRpc().addToDefaultAlbum(saga(user), { media_id: await uploaded(user) });
  expect(history(defaultAlbumId(user))).toHaveLength(43);
  expect(fakes.handedOut - before).toBeLessThanOrEqual(4);
});
