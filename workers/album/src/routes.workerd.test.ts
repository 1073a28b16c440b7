// What a person sees of albums and may do to them over HTTP. Every test has a user of its own.
import { beforeEach, expect, test } from 'vitest';
import { defaultAlbumId, newId } from '#shared/mediahub/ids';
import { checkpointOf } from '#shared/engine/projection/deliver';
import { env, http } from '../test/env.ts';
import {
  allPages,
  call,
  deleted,
  history,
  json,
  problem,
  subscriptionCatchesUp,
  thumbnailed,
  uploaded,
} from '../test/story.ts';
import { fakes } from '../test/worker.ts';
import type { Album } from '#shared/mediahub/api/album';

let user: string;
const get = (path: string) => call(user, 'GET', path);
const post = (path: string, body: object) => call(user, 'POST', path, body);
const put = (path: string, body: object) => call(user, 'PUT', path, body);

beforeEach(() => {
  user = newId('user');
  fakes.live = true;
});

test('with `Prefer: respond-async` a write is answered with its commit, and a read that waits shows it', async () => {
  const early = { prefer: 'respond-async' };
  const created = await call(user, 'POST', '', { name: 'Kyoto' }, early);
  const { id, ...album } = await created.json<Album>();
  expect([created.status, created.headers.get('x-consistency-token')]).toEqual([201, `${id}@1`]);
  const renamed = await call(user, 'PUT', `/${id}`, { name: 'Nara' }, early);
  expect(renamed.headers.get('x-consistency-token')).toBe(`${id}@2`);
  expect((await get(`/${id}`)).status).toBe(404);
  const shown = await json<Album>(get(`/${id}?min_position=${fakes.store.log.length}`));
  expect(shown).toEqual({ ...album, id, name: 'Nara', updated_at: expect.any(String) });
});

test('an album shows at once what was written, with its count and the newest thumbnail as cover', async () => {
  const [first, second] = [await uploaded(user), await uploaded(user)];
  await thumbnailed(first, user);
  const response = await post('', { name: ' Kyoto ', description: '京都' });
  expect(response.status).toBe(201);
  const { id, ...created } = await response.json<Album>();
  expect(response.headers.get('location')).toBe(`/api/v1/albums/${id}`);
  expect(created).toMatchObject({
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
    expect(added.headers.get('x-event-position')).toBe(String(fakes.store.log.length));
  }
  const cover_url = `/api/v1/media/${first}/thumbnail`;
  expect(await json(get(`/${id}`))).toMatchObject({ media_count: 2, cover_url });
  expect(await json(get(`/${id}/media`))).toMatchObject([{ media_id: second }, { media_id: first }]);

  await call(user, 'DELETE', `/${id}/media/${first}`);
  expect(await json(get(`/${id}`))).toMatchObject({ media_count: 1, cover_url: null });
});

test('a key that comes with another body, long after the first one, is not taken for done', async () => {
  const make = (name: string, fingerprint: string) =>
    json<Album>(
      call(user, 'POST', '', { name }, { 'idempotency-key': 'k-9', 'x-internal-fingerprint': fingerprint }),
    );
  const [first, again, other] = [await make('One', 'a'), await make('One', 'a'), await make('Two', 'b')];
  expect([first.name, again.id, other.name]).toEqual(['One', first.id, 'Two']);
  expect(other.id).not.toBe(first.id);
});

test('the same Idempotency-Key makes one album', async () => {
  const once = () => json(call(user, 'POST', '', { name: 'Once' }, { 'idempotency-key': 'k-1' }));
  expect(await once()).toEqual(await once());
  expect(await json(get(''))).toHaveLength(1);
});

test('a created album is answered even while the read model is behind; min_position then gets a 409', async () => {
  fakes.live = false;
  expect(await json(post('', { name: 'Early' }))).toMatchObject({ name: 'Early', media_count: 0 });
  const late = await get(`?min_position=${fakes.store.log.length}`);
  expect(late.status).toBe(409);
  expect(late.headers.get('retry-after')).toBe('1');
});

test('a renamed and described album shows it at once', async () => {
  const { id, created_at } = await json<Album>(post('', { name: 'Kioto', description: 'spring' }));
  const response = await put(`/${id}`, { name: ' 京都 ', description: 'autumn' });
  expect(response.status).toBe(200);
  expect(response.headers.get('x-event-position')).toBe(String(fakes.store.log.length));
  const changed = await response.json<Album>();
  expect(changed).toMatchObject({ id, name: '京都', description: 'autumn', is_default: false, created_at });
  expect(await json(get(`/${id}`))).toEqual(changed);
  expect(await json(get(''))).toEqual([changed]);
  expect(fakes.store.log.at(-1)).toMatchObject({
    event_type: 'AlbumDetailsChanged',
    data: { user_id: user, name: '京都', description: 'autumn' },
  });
});

test('to change an album to what it is changes nothing; to leave the description out empties it', async () => {
  const { id } = await json<Album>(post('', { name: 'Same', description: 'words' }));
  const { length } = fakes.store.log;
  const same = await put(`/${id}`, { name: 'Same', description: 'words' });
  expect([same.status, same.headers.get('x-event-position')]).toEqual([200, null]);
  expect(fakes.store.log).toHaveLength(length);
  expect(await json(put(`/${id}`, { name: 'Same' }))).toMatchObject({ name: 'Same', description: '' });
});

test('a changed album is answered even while the read model is behind', async () => {
  const { id } = await json<Album>(post('', { name: 'Before' }));
  fakes.live = false;
  expect(await json(put(`/${id}`, { name: 'After' }))).toMatchObject({ id, name: 'After' });
});

test('a deleted album is gone at once, with its entries, and its media stay', async () => {
  const media_id = await uploaded(user);
  await post('/default/media', { media_id });
  const { id } = await json<Album>(post('', { name: 'Trip' }));
  await post(`/${id}/media`, { media_id });

  const response = await call(user, 'DELETE', `/${id}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('x-event-position')).toBe(String(fakes.store.log.length));
  expect(history(id)).toEqual(['AlbumCreated', 'MediaAddedToAlbum', 'AlbumDeleted']);
  expect((await json<Album[]>(get(''))).map((album) => album.name)).toEqual(['All Media']);
  expect((await json<Album[]>(get(`?media_id=${media_id}`))).map((album) => album.name)).toEqual(['All Media']);
  const left = await env.DB.prepare('SELECT * FROM album_media WHERE album_id = ?').bind(id).all();
  expect(left.results).toEqual([]);
  for (const [method, path, body] of [
    ['GET', ''],
    ['PUT', '', { name: 'x' }],
    ['DELETE', ''],
    ['GET', '/media'],
    ['POST', '/media', { media_id }],
    ['DELETE', `/media/${media_id}`],
  ] as const)
    expect(await problem(call(user, method, `/${id}${path}`, body))).toBe('404 album_not_found');
});

test('a deletion asked again with the same Idempotency-Key answers the same', async () => {
  const { id } = await json<Album>(post('', { name: 'Once' }));
  const once = () => call(user, 'DELETE', `/${id}`, undefined, { 'idempotency-key': 'k-2' });
  const [first, second] = [await once(), await once()];
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(second.headers.get('x-event-position')).toBe(first.headers.get('x-event-position'));
});

test('All Media can be neither renamed nor deleted, not even before it is there', async () => {
  const refused = async (path: string) => {
    expect(await problem(put(path, { name: 'Mine' }))).toBe('409 default_album_is_fixed');
    expect(await problem(call(user, 'DELETE', path))).toBe('409 default_album_is_fixed');
  };
  await refused('/default');
  expect(history(defaultAlbumId(user))).toEqual([]);
  await post('/default/media', { media_id: await uploaded(user) });
  await refused('/default');
  await refused(`/${defaultAlbumId(user)}`);
  expect(await json(get('/default'))).toMatchObject({ name: 'All Media', media_count: 1 });
});

test('the albums that a media is in are found by it, page by page', async () => {
  const media_id = await uploaded(user);
  await post('/default/media', { media_id });
  for (const name of ['a', 'b', 'c']) {
    const { id } = await json<Album>(post('', { name }));
    if (name !== 'b') await post(`/${id}/media`, { media_id });
  }
  const holding = (id: string) => allPages<Album>(user, `?limit=1&media_id=${id}`);
  expect((await holding(media_id)).map((album) => album.name)).toEqual(['All Media', 'c', 'a']);
  await deleted(media_id, user);
  await subscriptionCatchesUp();
  expect(await holding(media_id)).toEqual([]);
  expect(await holding(await uploaded(newId('user')))).toEqual([]);
});

test('albums come in pages, the default one first', async () => {
  await post('/default/media', { media_id: await uploaded(user) });
  for (const name of ['a', 'b', 'c']) await post('', { name });
  const albums = await allPages<Album>(user, '?limit=2');
  expect(albums.map((album) => album.name)).toEqual(['All Media', 'c', 'b', 'a']);
});

test("another user's albums and media do not exist, and nothing of them moves", async () => {
  const theirs = await uploaded(user);
  await post('/default/media', { media_id: theirs });
  const { id: album } = await json<Album>(post('', { name: 'Private' }));
  await post(`/${album}/media`, { media_id: theirs });
  const thief = newId('user');
  const own = await json<Album>(call(thief, 'POST', '', { name: 'Own' }));
  const mine = await uploaded(thief);
  const before = fakes.store.log.length;

  const intrusions: [string, string, object?][] = [
    ['GET', `/${album}`],
    ['PUT', `/${album}`, { name: 'Mine' }],
    ['DELETE', `/${album}`],
    ['PUT', `/${defaultAlbumId(user)}`, { name: 'Mine' }],
    ['DELETE', `/${defaultAlbumId(user)}`],
    ['GET', `/${album}/media`],
    ['POST', `/${album}/media`, { media_id: mine }],
    ['POST', `/${album}/media`, { media_ids: [mine] }],
    ['DELETE', `/${album}/media`, { media_ids: [theirs] }],
    ['DELETE', `/${album}/media/${theirs}`],
  ];
  for (const [method, path, body] of intrusions)
    expect(await problem(call(thief, method, path, body))).toBe('404 album_not_found');
  for (const id of [own.id, album, 'default', newId('album')])
    for (const body of [{ media_id: theirs }, { media_ids: [mine, theirs] }])
      expect(await problem(call(thief, 'POST', `/${id}/media`, body))).toBe('404 media_not_found');
  expect(await json(call(thief, 'GET', ''))).toHaveLength(1);
  expect(await json(call(thief, 'GET', `?media_id=${theirs}`))).toEqual([]);
  expect(fakes.store.log.length).toBe(before);
});

test('what does not fit is refused with a code', async () => {
  expect(await problem(post('', { name: ' ' }))).toBe('400 validation_failed');
  expect(await problem(post('', { name: 'a', user_id: 'user-b' }))).toBe('400 validation_failed');
  const { id } = await json<Album>(post('', { name: 'A' }));
  for (const body of [{}, { name: '' }, { description: 'd' }, { name: 'a', is_default: true }])
    expect(await problem(put(`/${id}`, body))).toBe('400 validation_failed');
  expect(await problem(get('?limit=0'))).toBe('400 validation_failed');
  expect(await problem(get('?cursor=abc'))).toBe('400 invalid_cursor');
  expect(await problem(get('/no-album'))).toBe('404 album_not_found');
});

test('nothing is answered without a token, and health gives the checkpoint of the read model', async () => {
  expect((await http.fetch('http://album/api/v1/albums')).status).toBe(401);
  expect(await json(http.fetch('http://album/health'))).toEqual({
    status: 'ok',
    checkpoint: await checkpointOf(env.DB, 'album'),
  });
});
