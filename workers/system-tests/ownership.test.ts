// The second user (invariant X4, rules C14, C15, C17): nothing of the first one's is seen or moved.
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultAlbumId } from '#shared/kernel/ids';
import type { SagaView } from '#shared/saga-view';
import { Client, type Answer } from './client.ts';

let alice: Client;
let bob: Client;
let media: string;
let album: string;
let saga: string;
let notice: string;

beforeAll(async () => {
  [alice, bob] = await Promise.all([Client.login(), Client.login()]);
  media = (await alice.upload()).body.id;
  saga = (await alice.sagaOf(media)).id;
  album = defaultAlbumId(alice.userId);
  const [first] = await alice.get<{ id: string }[]>('/api/v1/notifications');
  notice = first?.id ?? '';
});

const problem = ({ status, body }: Answer<unknown>) => [status, (body as { code?: string }).code];

describe('every route that names a resource answers 404 for one of another user', () => {
  it.each([
    ['GET', () => `/api/v1/media/${media}`, 'media_not_found'],
    ['GET', () => `/api/v1/media/${media}/content`, 'media_not_found'],
    ['GET', () => `/api/v1/media/${media}/thumbnail`, 'media_not_found'],
    ['DELETE', () => `/api/v1/media/${media}`, 'media_not_found'],
    ['GET', () => `/api/v1/albums/${album}`, 'album_not_found'],
    ['GET', () => `/api/v1/albums/${album}/media`, 'album_not_found'],
    ['POST', () => `/api/v1/albums/${album}/media`, 'media_not_found'],
    ['DELETE', () => `/api/v1/albums/${album}/media/${media}`, 'album_not_found'],
    ['PUT', () => `/api/v1/notifications/${notice}/read`, 'notification_not_found'],
    ['GET', () => `/api/v1/sagas/${saga}`, 'saga_not_found'],
    ['GET', () => `/api/v1/events/aggregate/${media}/version`, 'aggregate_not_found'],
  ])('%s %s', async (method, path, code) => {
    const body = method === 'POST' ? { media_id: media } : undefined;
    expect(problem(await bob.call(method, path(), body))).toEqual([404, code]);
  });
});

describe('every list shows only the own things', () => {
  it.each(['/api/v1/media', '/api/v1/albums', '/api/v1/notifications', '/api/v1/sagas?status=all'])('%s', async (path) => {
    expect(JSON.stringify(await bob.get(path))).not.toContain(alice.userId);
    expect(JSON.stringify(await bob.get(path))).not.toContain(media);
  });

  it('/api/v1/events, by aggregate and by type', async () => {
    for (const path of ['', `/aggregate/${media}`, '/type/MediaUploaded', '/since?since=2020-01-01T00:00:00Z'])
      expect(JSON.stringify(await bob.get(`/api/v1/events${path}`))).not.toContain(media);
  });
});

it("nobody puts another user's media into an own album", async () => {
  const own = await bob.call<{ id: string }>('POST', '/api/v1/albums', { name: 'mine' });
  expect(own.status).toBe(201);
  const added = await bob.call('POST', `/api/v1/albums/${own.body.id}/media`, { media_id: media });
  expect(problem(added)).toEqual([404, 'media_not_found']);
  expect(await bob.get(`/api/v1/albums/${own.body.id}/media`)).toEqual([]);
});

it('a client-sent X-User-ID changes nothing', async () => {
  const { body } = await bob.call<SagaView[]>('GET', '/api/v1/sagas?status=all', undefined, {
    'x-user-id': alice.userId,
  });
  expect(body).toEqual([]);
});

it.each([
  ['GET', '/api/v1/chaos'],
  ['PUT', '/api/v1/chaos'],
  ['DELETE', '/api/v1/chaos'],
  ['GET', '/api/v1/events?scope=all'],
  ['GET', '/api/v1/sagas?scope=all'],
  ['GET', '/api/v1/parked'],
  ['POST', '/api/v1/parked/retry'],
  ['POST', '/api/v1/parked/media.1/retry'],
  ['POST', '/api/v1/parked/media.1/discard'],
  ['POST', '/api/v1/sagas/saga-00000000-0000-4000-8000-000000000000/resume'],
])('%s %s needs the role operator', async (method, path) => {
  const body = method === 'PUT' ? { faults: [] } : undefined;
  expect(problem(await bob.call(method, path, body))).toEqual([403, 'operator_required']);
});
