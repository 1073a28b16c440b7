// Albums over the real Workers: every write is visible at once in album, and in media-query at its position.
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultAlbumId } from '#shared/mediahub/ids';
import { Client, type Answer } from './client.ts';

interface Album {
  id: string;
  name: string;
  description: string;
  media_count: number;
  cover_url: string | null;
  is_default: boolean;
}

let user: Client;
let media: string[];
let all: string;

const problem = ({ status, body }: Answer<unknown>) => [status, (body as { code?: string }).code];
const create = async (name: string): Promise<Album> => {
  const made = await user.call<Album>('POST', '/api/v1/albums', { name });
  return user.shown(`/api/v1/albums/${made.body.id}`, made);
};
/** The albums of a media item, as media-query knows them once it has got that far. */
const albumsOf = async (id: string, written: Answer<unknown>): Promise<string[]> =>
  (await user.shown<{ albums: string[] }>(`/api/v1/media/${id}`, written)).albums.toSorted();

beforeAll(async () => {
  user = await Client.login();
  all = defaultAlbumId(user.userId);
  const uploads = await Promise.all([1, 2, 3].map((n) => user.upload(undefined, `${n}.jpg`)));
  media = uploads.map(({ body }) => body.id);
  await Promise.all(media.map((id) => user.sagaOf(id)));
});

describe('an album', () => {
  it('is renamed and described, and the log says AlbumDetailsChanged', async () => {
    const { id } = await create('Kioto');
    const changed = await user.call<Album>('PUT', `/api/v1/albums/${id}`, { name: '京都', description: 'spring' });
    expect(changed).toMatchObject({ status: 200, body: { id, name: '京都', description: 'spring' } });
    expect(await user.shown(`/api/v1/albums/${id}`, changed)).toEqual(changed.body);
    const events = await user.get<{ event_type: string; position: number }[]>(`/api/v1/events/aggregate/${id}`);
    expect(events.map((event) => event.event_type)).toEqual(['AlbumCreated', 'AlbumDetailsChanged']);
    // On a busy machine an answer does not wait for it.
    expect([null, String(events.at(-1)?.position)]).toContain(changed.headers.get('x-event-position'));
    const extra = await user.call('PUT', `/api/v1/albums/${id}`, { name: 'x', owner: 'y' });
    expect(problem(extra)).toEqual([400, 'validation_failed']);
  });

  it('takes many in at once and lets many go, with its count and cover right after', async () => {
    const { id } = await create('Many');
    const filled = await user.call('POST', `/api/v1/albums/${id}/media`, { media_ids: media });
    expect(filled.status).toBe(200);
    const full = await user.shown<Album>(`/api/v1/albums/${id}`, filled);
    expect(full.media_count).toBe(3);
    expect((await user.call('GET', full.cover_url ?? '')).status).toBe(200);
    expect(await albumsOf(media[0] ?? '', filled)).toContain(id);

    const [stays, ...leaving] = media;
    const emptied = await user.call('DELETE', `/api/v1/albums/${id}/media`, { media_ids: leaving });
    expect(emptied.status).toBe(200);
    expect(await user.shown<Album>(`/api/v1/albums/${id}`, emptied)).toMatchObject({ media_count: 1 });
    expect(await user.get(`/api/v1/albums/${id}/media`)).toEqual([expect.objectContaining({ media_id: stays })]);
    expect(await albumsOf(leaving[0] ?? '', emptied)).not.toContain(id);
  });

  it("adds none of them when one is another user's, and says which", async () => {
    const { id } = await create('Mixed');
    const stranger = await Client.login();
    const theirs = (await stranger.upload()).body.id;
    const answer = await user.call<{ errors: object[] }>('POST', `/api/v1/albums/${id}/media`, {
      media_ids: [media[0], theirs],
    });
    expect(problem(answer)).toEqual([404, 'media_not_found']);
    expect(answer.body.errors).toEqual([{ path: 'media_ids.1', message: `${theirs}: There is no such media.` }]);
    expect(await user.get(`/api/v1/albums/${id}/media`)).toEqual([]);
    for (const [method, path] of [
      ['PUT', ''],
      ['DELETE', ''],
      ['DELETE', '/media'],
    ] as const) {
      const body = path === '' ? { name: 'theirs' } : { media_ids: media };
      const intrusion = await stranger.call(method, `/api/v1/albums/${id}${path}`, body);
      expect(problem(intrusion)).toEqual([404, 'album_not_found']);
    }
  });

  it('that is deleted is gone everywhere, and its media stay', async () => {
    const [first = ''] = media;
    const { id } = await create('Short');
    const added = await user.call('POST', `/api/v1/albums/${id}/media`, { media_id: first });
    const holding = async (written: Answer<unknown>) =>
      (await user.shown<Album[]>(`/api/v1/albums?media_id=${first}`, written)).map((a) => a.id);
    expect(await holding(added)).toEqual(expect.arrayContaining([all, id]));

    const deleted = await user.call('DELETE', `/api/v1/albums/${id}`);
    expect(deleted.status).toBe(200);
    expect(await holding(deleted)).not.toContain(id);
    expect(await albumsOf(first, deleted)).not.toContain(id);
    expect(await albumsOf(first, deleted)).toContain(all);
    for (const method of ['GET', 'DELETE'])
      expect(problem(await user.call(method, `/api/v1/albums/${id}`))).toEqual([404, 'album_not_found']);
    const listed = await user.get<{ media: { id: string }[] }>(`/api/v1/media?album_id=${id}`);
    expect(listed.media).toEqual([]);
  });
});

it('All Media can be neither renamed nor deleted, by its name and by its id', async () => {
  for (const id of ['default', all]) {
    expect(problem(await user.call('PUT', `/api/v1/albums/${id}`, { name: 'Mine' }))).toEqual([
      409,
      'default_album_is_fixed',
    ]);
    expect(problem(await user.call('DELETE', `/api/v1/albums/${id}`))).toEqual([409, 'default_album_is_fixed']);
  }
  expect(await user.get(`/api/v1/albums/default`)).toMatchObject({ name: 'All Media', media_count: 3 });
});

it('albums come in pages that Link leads through', async () => {
  const seen: string[] = [];
  for (let next: string | undefined = '/api/v1/albums?limit=2'; next !== undefined;) {
    const { headers, body }: Answer<Album[]> = await user.call('GET', next);
    seen.push(...body.map((album) => album.id));
    next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
  }
  const albums = await user.get<Album[]>('/api/v1/albums?limit=200');
  expect(seen).toEqual(albums.map((album) => album.id));
  expect(seen[0]).toBe(all);
});

it('what a saga did to an album says which saga it was', async () => {
  const { body } = await user.upload();
  await user.sagaOf(body.id);
  await user.call('DELETE', `/api/v1/media/${body.id}`);
  await user.sagaOf(body.id, 'media_deletion');
  const events = (await user.events()).filter((e) => e.aggregate_id === all || e.aggregate_id === body.id);
  expect(events.slice(-7).map((e) => [e.event_type, e.metadata.actor])).toEqual([
    ['MediaUploaded', user.userId],
    ['MediaProcessed', 'saga:media_upload'],
    ['MediaRendered', 'saga:media_upload'],
    ['MediaAddedToAlbum', 'saga:media_upload'],
    ['MediaDeleted', user.userId],
    ['MediaRemovedFromAlbum', 'saga:media_deletion'],
    ['MediaPurged', 'saga:media_deletion'],
  ]);
});
