// Many at once: nothing is lost, nothing is doubled, nothing is undone because of load.
import { expect, it } from 'vitest';
import { named, photo } from '#shared/mediahub/testing/photo';
import { Client } from './client.ts';

it('16 uploads at once by one user: all complete, one default album, dense positions, no 5xx', async () => {
  const user = await Client.login();
  const picture = photo(320, 240);
  const uploads = await Promise.all(
    Array.from({ length: 16 }, (_, n) => user.upload(named(picture, `${n}`), `photo ${n}.jpg`)),
  );
  expect(uploads.map((u) => u.status)).toEqual(uploads.map(() => 201));

  const sagas = await Promise.all(uploads.map((u) => user.sagaOf(u.body.id)));
  expect(sagas.map((s) => s.status)).toEqual(sagas.map(() => 'completed'));

  const albums = await user.get<{ id: string; media_count: number }[]>('/api/v1/albums');
  expect(albums).toHaveLength(1);
  expect(albums[0]?.media_count).toBe(16);
  const entries = await user.get<{ media_id: string }[]>('/api/v1/albums/default/media');
  expect(new Set(entries.map((e) => e.media_id)).size).toBe(16);
  expect(await user.uploadNotices()).toHaveLength(16);

  const events = await user.events();
  for (const type of ['MediaUploaded', 'MediaProcessed', 'MediaAddedToAlbum'])
    expect(events.filter((e) => e.event_type === type)).toHaveLength(16);
  expect(events.filter(({ data }) => 'code' in data && data.code === 'upload_completed')).toHaveLength(16);
  expect(events.filter((e) => e.event_type === 'AlbumCreated')).toHaveLength(1);
  const versions = events.filter((e) => e.aggregate_id === albums[0]?.id).map((e) => e.version);
  expect(versions).toEqual(versions.map((_, n) => n + 1));
});

it('the same upload with the same Idempotency-Key, at once and again: one media, one saga, one notification', async () => {
  const user = await Client.login();
  const picture = photo(320, 240);
  const key = { 'idempotency-key': crypto.randomUUID() };
  const both = await Promise.all([1, 2].map(() => user.upload(picture, 'same.jpg', 'image/jpeg', key)));
  const [first] = both;
  expect(both.map((u) => u.status)).toEqual([201, 201]);
  await user.sagaOf(first?.body.id ?? '');
  const third = await user.upload(picture, 'same.jpg', 'image/jpeg', key);
  expect([both[1]?.body.id, third.body.id]).toEqual([first?.body.id, first?.body.id]);
  expect((await user.events()).filter((e) => e.event_type === 'MediaUploaded')).toHaveLength(1);
  expect(await user.uploadNotices()).toHaveLength(1);
  const other = await user.upload(photo(200, 200), 'other.jpg', 'image/jpeg', key);
  expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
});
