// The second user (invariant X4, rules C14, C15, C17): nothing of the first one's is seen or moved. The routes are those of
// /openapi.json, so none that names a resource is forgotten.
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultAlbumId } from '#shared/mediahub/ids';
import type { SagaView } from '#shared/engine/saga/view';
import { photo } from '#shared/mediahub/testing/photo';
import { Client, type Answer } from './client.ts';
import { system } from './system.ts';

const { url } = await system();
const document = (await (await fetch(`${url.origin}/openapi.json`)).json()) as { paths: Record<string, object> };

let alice: Client;
let bob: Client;
let media: string;
let album: string;
let own: string;
let saga: string;
let trace: string;
let notice: string;
let session: string;
let token: string;
let position: number;
let zip: string;
let parts: string;
/** Bob's. */
let bobs: string;
let before: Awaited<ReturnType<typeof everythingOf>>;

beforeAll(async () => {
  [alice, bob] = await Promise.all([Client.login(), Client.login()]);
  [media, bobs] = (await Promise.all([alice, bob].map(async (user) => (await user.upload()).body.id))) as [
    string,
    string,
  ];
  ({ id: saga, correlation_id: trace } = await alice.sagaOf(media));
  await bob.sagaOf(bobs);
  album = defaultAlbumId(alice.userId);
  parts = (await alice.call<{ id: string }>('POST', '/api/v1/uploads', { filename: 'a.mp4', size: 9 })).body.id;
  own = (await alice.call<{ id: string }>('POST', '/api/v1/albums', { name: 'Sea' })).body.id;
  zip = (await alice.call<{ export_id: string }>('POST', '/api/v1/albums/default/export')).body.export_id;
  await alice.sagaOf(zip, 'album_export');
  const [first] = await alice.get<{ id: string }[]>('/api/v1/notifications');
  notice = first?.id ?? '';
  session = (await alice.get<{ id: string }[]>('/api/v1/me/sessions'))[0]?.id ?? '';
  const wanted = { name: 'backup', scopes: ['read'] };
  token = (await alice.call<{ id: string }>('POST', '/api/v1/me/tokens', wanted)).body.id;
  position = (await alice.events()).at(-1)?.position ?? 0;
  before = await everythingOf(alice);
});

const problem = ({ status, body }: Answer<unknown>) => [status, (body as { code?: string }).code];

/** The ids of Alice's that replace a parameter, and the code by which they are denied to anyone else. */
const RESOURCES: [where: RegExp, ids: () => string[], code: string][] = [
  [/^\/api\/v1\/media\/\{id\}/, () => [media], 'media_not_found'],
  [/^\/api\/v1\/albums\/\{id\}/, () => [album, own], 'album_not_found'],
  [/^\/api\/v1\/exports\/\{id\}/, () => [zip], 'export_not_found'],
  [/^\/api\/v1\/uploads\/\{id\}/, () => [parts], 'upload_not_found'],
  [/^\/api\/v1\/notifications\/\{id\}/, () => [notice], 'notification_not_found'],
  [/^\/api\/v1\/sagas\/\{id\}/, () => [saga], 'saga_not_found'],
  [/^\/api\/v1\/events\/aggregate\/\{id\}/, () => [media, album, own, zip, notice], 'aggregate_not_found'],
  [/^\/api\/v1\/me\/sessions\/\{id\}/, () => [session], 'session_not_found'],
  [/^\/api\/v1\/me\/tokens\/\{id\}/, () => [token], 'token_not_found'],
  // Bob has linked none of it; what Alice has linked is not touched.
  [/^\/api\/v1\/me\/identities\/\{provider\}/, () => ['github'], 'identity_not_found'],
  [/^\/api\/v1\/traces\/\{id\}/, () => [trace], 'not_found'],
  [/^\/api\/v1\/events\/journey\/\{position\}/, () => [String(position)], 'not_found'],
  // Of everyone and no one: for operators.
  [/^\/api\/v1\/accounts\/\{id\}/, () => [alice.userId], 'operator_required'],
  [/^\/api\/v1\/recovery\/streams\/\{id\}/, () => [media], 'operator_required'],
  [/^\/api\/v1\/recovery\/projections\/\{name\}/, () => ['media'], 'operator_required'],
  [/^\/api\/v1\/parked\/\{id\}/, () => ['media.1'], 'operator_required'],
  [/^\/api\/v1\/projections\/\{name\}/, () => ['media'], 'operator_required'],
];
/** What a photo may lack: a place, and a rendition larger than itself. */
const NOT_OF_EVERY_PHOTO = /\/(location|renditions\/\{side\})$/;
/** Lists, which show each caller their own: they have tests of their own below. */
const LISTS = ['GET /api/v1/events/aggregate/{id}', 'GET /api/v1/events/type/{type}'];

const routes = Object.entries(document.paths).flatMap(([path, item]) =>
  path.includes('{') ? Object.keys(item).map((method): [string, string] => [method.toUpperCase(), path]) : [],
);

/** Each route with Alice's ids in it. */
const pathsOf = (path: string): string[] => {
  const [, ids] = RESOURCES.find(([where]) => where.test(path)) ?? [];
  if (!ids) throw new Error(`${path}: list in RESOURCES the ids for its parameter`);
  return ids().map((id) =>
    path
      .replace(/\{(id|name|provider|position)\}/, id)
      .replace('{media_id}', media)
      .replace('{side}', '400')
      .replace('{n}', '1'),
  );
};

/** A body that the route would take from Alice. */
const bodyOf = (method: string, path: string): object | undefined => {
  if (method === 'GET' || path.endsWith('/export')) return undefined;
  if (path.endsWith('/albums/{id}/media')) return { media_ids: [bobs] };
  if (path.endsWith('/preview')) return photo(40, 30);
  if (/\/(skip|discard)$/.test(path)) return { reason: 'because' };
  if (method === 'PATCH') return { filename: 'bobs.jpg' };
  return method === 'PUT' && path.endsWith('/albums/{id}') ? { name: 'Bob was here' } : undefined;
};

/** All that Alice has. An export ends by itself, so only that it is there is looked at. */
const everythingOf = async (user: Client) => ({
  events: (await user.events()).filter(({ event_type }) => event_type !== 'ExportExpired'),
  shown: await Promise.all(
    ['media', 'albums', `albums/${album}/media`, `albums/${own}/media`, 'notifications', 'sagas?status=all'].map(
      (path) => user.get<object>(`/api/v1/${path}`),
    ),
  ),
  exports: (await user.get<{ id: string }[]>('/api/v1/exports')).map(({ id }) => id),
  account: await Promise.all(
    ['sessions', 'tokens', 'identities'].map(async (part) =>
      (await user.get<{ id?: string; provider?: string }[]>(`/api/v1/me/${part}`)).map(
        (one) => one.id ?? one.provider,
      ),
    ),
  ),
});

describe('every route that names a resource of another user answers as if it was not there, and changes nothing:', () => {
  it.each(routes.filter(([method, path]) => !LISTS.includes(`${method} ${path}`)))(
    '%s %s',
    async (method, path) => {
      const [, , code = ''] = RESOURCES.find(([where]) => where.test(path)) ?? [];
      for (const concrete of pathsOf(path)) {
        const [status, denied] = problem(await bob.call(method, concrete, bodyOf(method, path)));
        if (denied === 'operator_required') expect(status, concrete).toBe(403);
        else expect([status, denied], concrete).toEqual([404, code]);
        // The ids are right: to Alice what she asks for is there.
        if (method === 'GET' && !NOT_OF_EVERY_PHOTO.test(path))
          expect((await alice.call(method, concrete)).status, concrete).not.toBe(404);
      }
    },
  );

  it('and so does an own album that is to hold it', async () => {
    const added = await bob.call('POST', `/api/v1/albums/${own}/media`, { media_id: media });
    expect(problem(added)).toEqual([404, 'media_not_found']);
  });

  it('and Alice has what she had', async () => {
    expect(await everythingOf(alice)).toEqual(before);
  });
});

describe('every list shows only the own things', () => {
  it.each(['/api/v1/media', '/api/v1/albums', '/api/v1/notifications', '/api/v1/sagas?status=all'])(
    '%s',
    async (path) => {
      expect(JSON.stringify(await bob.get(path))).not.toContain(alice.userId);
      expect(JSON.stringify(await bob.get(path))).not.toContain(media);
    },
  );

  it('/api/v1/events, by aggregate and by type', async () => {
    for (const path of ['', `/aggregate/${media}`, '/type/MediaUploaded', '/since?since=2020-01-01T00:00:00Z'])
      expect(JSON.stringify(await bob.get(`/api/v1/events${path}`))).not.toContain(media);
  });
});

it("no user puts another user's media into an own album", async () => {
  const own = await bob.call<{ id: string }>('POST', '/api/v1/albums', { name: 'mine' });
  expect(own.status).toBe(201);
  const added = await bob.call('POST', `/api/v1/albums/${own.body.id}/media`, { media_id: media });
  expect(problem(added)).toEqual([404, 'media_not_found']);
  expect(await bob.get(`/api/v1/albums/${own.body.id}/media`)).toEqual([]);
});

it('a client-sent X-User-ID changes nothing', async () => {
  const path = '/api/v1/sagas?status=all';
  const { body } = await bob.call<SagaView[]>('GET', path, undefined, { 'x-user-id': alice.userId });
  expect(body.map(({ user_id }) => user_id)).toEqual([bob.userId]);
  expect(body).toEqual(await bob.get(path));
});

it.each([
  ['GET', '/api/v1/chaos'],
  ['PUT', '/api/v1/chaos'],
  ['DELETE', '/api/v1/chaos'],
  ['GET', '/api/v1/events?scope=all'],
  ['GET', '/api/v1/sagas?scope=all'],
  ['GET', '/api/v1/parked'],
  ['POST', '/api/v1/parked/retry'],
  ['GET', '/api/v1/sagas/parked'],
  ['POST', '/api/v1/sagas/resume'],
  ['POST', '/api/v1/parked/media.1/retry'],
  ['POST', '/api/v1/parked/media.1/discard'],
  ['POST', '/api/v1/sagas/saga-00000000-0000-4000-8000-000000000000/resume'],
])('%s %s needs the role operator', async (method, path) => {
  const body = method === 'PUT' ? { faults: [] } : undefined;
  expect(problem(await bob.call(method, path, body))).toEqual([403, 'operator_required']);
});
