// What a person sees and may do over HTTP. Every test has a user of its own.
import { beforeEach, expect, test } from 'vitest';
import { newId } from '#shared/kernel/ids';
import { checkpointOf } from '#shared/projection/deliver';
import { env, http } from '../test/env.ts';
import { allPages, call, compensated, deleted, json, problem, thumbnailed, uploaded } from '../test/story.ts';
import { world } from '../test/worker.ts';
import type { AlbumView } from './projections/albums/query.ts';

let user: string;
const get = (path: string) => call(user, 'GET', path);
const post = (path: string, body: object) => call(user, 'POST', path, body);

beforeEach(() => {
  user = newId('user');
  world.live = true;
});

test('an album shows at once what was written, with its count and the newest thumbnail as cover', async () => {
  const [first, second] = [await uploaded(user), await uploaded(user)];
  await thumbnailed(first, user);
  const response = await post('', { name: ' Kyoto ', description: '京都' });
  expect(response.status).toBe(201);
  const { id, ...created } = await response.json<AlbumView>();
  expect(response.headers.get('location')).toBe(`/api/v1/albums/${id}`);
  expect(created).toEqual({
    user_id: user,
    name: 'Kyoto',
    description: '京都',
    media_count: 0,
    cover_url: null,
    is_default: false,
    created_at: expect.any(String),
    updated_at: created.created_at,
  });

  for (const media_id of [first, second]) {
    const added = await post(`/${id}/media`, { media_id });
    expect(added.headers.get('x-event-position')).toBe(String(world.store.log.length));
  }
  const cover_url = `/api/v1/media/${first}/thumbnail`;
  expect(await json(get(`/${id}`))).toMatchObject({ media_count: 2, cover_url });
  expect(await json(get(`/${id}/media`))).toMatchObject([{ media_id: second }, { media_id: first }]);

  await call(user, 'DELETE', `/${id}/media/${first}`);
  expect(await json(get(`/${id}`))).toMatchObject({ media_count: 1, cover_url: null });
});

test('adding twice and removing twice are both fine and have their effect once', async () => {
  const media_id = await uploaded(user);
  for (let n = 0; n < 2; n++) expect((await post('/default/media', { media_id })).status).toBe(200);
  expect(await json(get('/default'))).toMatchObject({ media_count: 1 });
  for (let n = 0; n < 2; n++)
    expect((await call(user, 'DELETE', `/default/media/${media_id}`)).status).toBe(200);
  expect(world.store.log.filter((e) => e.metadata.user_id === user).map((e) => e.event_type)).toEqual([
    'MediaUploaded',
    'AlbumCreated',
    'MediaAddedToAlbum',
    'MediaRemovedFromAlbum',
  ]);
});

test('the same Idempotency-Key makes one album', async () => {
  const once = () => json(call(user, 'POST', '', { name: 'Once' }, { 'idempotency-key': 'k-1' }));
  expect(await once()).toEqual(await once());
  expect(await json(get(''))).toHaveLength(1);
});

test('a created album is answered even while the read model stands still; min_position then says 409', async () => {
  world.live = false;
  expect(await json(post('', { name: 'Early' }))).toMatchObject({ name: 'Early', media_count: 0 });
  const late = await get(`?min_position=${world.store.log.length}`);
  expect(late.status).toBe(409);
  expect(late.headers.get('retry-after')).toBe('1');
});

test('albums come in pages, the default one first', async () => {
  await post('/default/media', { media_id: await uploaded(user) });
  for (const name of ['a', 'b', 'c']) await post('', { name });
  const albums = await allPages<AlbumView>(user, '?limit=2');
  expect(albums.map((album) => album.name)).toEqual(['All Media', 'c', 'b', 'a']);
});

test('entries come in pages, the newest first', async () => {
  const added: string[] = [];
  for (let n = 0; n < 5; n++) added.unshift(await uploaded(user));
  for (const media_id of added.toReversed()) await post('/default/media', { media_id });
  const entries = await allPages<{ media_id: string }>(user, '/default/media?limit=2');
  expect(entries.map((entry) => entry.media_id)).toEqual(added);
});

test("another user's albums and media do not exist, and nothing of them moves", async () => {
  const theirs = await uploaded(user);
  const { id: album } = await json<AlbumView>(post('', { name: 'Private' }));
  await post(`/${album}/media`, { media_id: theirs });
  const thief = newId('user');
  const own = await json<AlbumView>(call(thief, 'POST', '', { name: 'Own' }));
  const mine = await uploaded(thief);
  const before = world.store.log.length;

  const intrusions: [string, string, object?][] = [
    ['GET', `/${album}`],
    ['GET', `/${album}/media`],
    ['POST', `/${album}/media`, { media_id: mine }],
    ['DELETE', `/${album}/media/${theirs}`],
  ];
  for (const [method, path, body] of intrusions)
    expect(await problem(call(thief, method, path, body))).toBe('404 album_not_found');
  for (const id of [own.id, album, 'default', newId('album')])
    expect(await problem(call(thief, 'POST', `/${id}/media`, { media_id: theirs }))).toBe('404 media_not_found');
  expect(await json(call(thief, 'GET', ''))).toHaveLength(1);
  expect(world.store.log.length).toBe(before);
});

test('a media that is deleted, compensated or made up is not found', async () => {
  const { id } = await json<AlbumView>(post('', { name: 'A' }));
  const gone = await deleted(await uploaded(user), user);
  const undone = await compensated(await uploaded(user), user);
  for (const media_id of [gone, undone, newId('media'), 'media-x', '../etc'])
    expect(await problem(post(`/${id}/media`, { media_id }))).toBe('404 media_not_found');
});

test('what does not fit is refused with a code', async () => {
  expect(await problem(post('', { name: ' ' }))).toBe('400 validation_failed');
  expect(await problem(post('', { name: 'a', user_id: 'user-b' }))).toBe('400 validation_failed');
  expect(await problem(get('?limit=0'))).toBe('400 validation_failed');
  expect(await problem(get('?cursor=abc'))).toBe('400 invalid_cursor');
  expect(await problem(get('/no-album'))).toBe('404 album_not_found');
});

test('nothing is answered without a token, and health says where the read model stands', async () => {
  expect((await http.fetch('http://album/api/v1/albums')).status).toBe(401);
  expect(await json(http.fetch('http://album/health'))).toEqual({
    status: 'ok',
    checkpoint: await checkpointOf(env.DB, 'album'),
  });
});
