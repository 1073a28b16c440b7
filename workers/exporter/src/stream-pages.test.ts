// What goes into an export, and how far it is, is the same in however small pages the streams are answered (invariant R6).
import { expect, it } from 'vitest';
import type { DomainEvent } from '#shared/mediahub/events/catalogue';
import { newId } from '#shared/mediahub/ids';
import { appendHistory } from '#shared/mediahub/testing/append-history';
import { memoryEventStore } from '#shared/mediahub/testing/memory-event-store';
import { albumContents, collect } from './collect.ts';
import { NOTHING_READ, type Draft } from './manifest-draft.ts';
import { exportOf } from './load-export.ts';

const user_id = 'user-1';
const uploaded = (filename: string): DomainEvent => ({
  event_type: 'MediaUploaded',
  data: { user_id, filename, content_type: 'image/jpeg', size: 7, sha256: 'a'.repeat(64) },
});
const renamed = (filename: string): DomainEvent => ({ event_type: 'MediaRenamed', data: { filename } });
const added = (media_id: string): DomainEvent => ({ event_type: 'MediaAddedToAlbum', data: { media_id } });
const removed = (media_id: string): DomainEvent => ({ event_type: 'MediaRemovedFromAlbum', data: { media_id } });

/** Call after call, each with what the one before has left, as it is kept in between. */
async function collected(
  store: Parameters<typeof collect>[0],
  album_id: string,
  ended: () => void = () => undefined,
): Promise<Awaited<ReturnType<typeof collect>>> {
  let draft: Draft = { ...NOTHING_READ };
  for (;;) {
    const found = await collect(store, { owner: user_id, album_id, draft, alive: () => undefined });
    ended();
    if (!('looked' in found)) return found;
    draft = JSON.parse(JSON.stringify(found)) as Draft;
  }
}

it.each([1, 2, 3, 1000])('in pages of %i', async (events) => {
  const store = memoryEventStore({ events, bytes: 1e6 });
  const [album, kept, gone, out, exported] = [
    newId('album'),
    newId('media'),
    newId('media'),
    newId('media'),
    newId('export'),
  ];
  await appendHistory(store, 'Media', kept, uploaded('a.jpg'), renamed('b.jpg'), renamed('c.jpg'));
  const deletion: DomainEvent = { event_type: 'MediaDeleted', data: { user_id } };
  await appendHistory(store, 'Media', gone, uploaded('x.jpg'), renamed('y.jpg'), deletion, renamed('z.jpg'));
  await appendHistory(store, 'Media', out, uploaded('o.jpg'));
  const data = { user_id, name: 'Trip', description: '', is_default: false };
  await appendHistory(
    store,
    'Album',
    album,
    { event_type: 'AlbumCreated', data },
    ...[kept, gone, out].map(added),
  );
  await appendHistory(store, 'Album', album, removed(out));
  expect(await albumContents(store, album)).toEqual({ user_id, name: 'Trip', media: [kept, gone] });
  expect(await collected(store, album)).toEqual({
    files: [{ media_id: kept, name: 'c.jpg', size: 7, date: '1970-01-01T00:00:01.000Z' }],
  });

  const asked = { user_id, album_id: album, album_name: 'Trip' };
  await appendHistory(store, 'Export', exported, { event_type: 'ExportRequested', data: asked });
  await appendHistory(store, 'Export', exported, { event_type: 'ExportCollected', data: { total: 1, bytes: 7 } });
  await appendHistory(store, 'Export', exported, { event_type: 'ExportProgressed', data: { done: 1, total: 1 } });
  expect(await exportOf(store, user_id, exported, 0)).toMatchObject({ status: 'collected', total: 1, done: 1 });
});

it('an album of any size is collected within what an invocation may call', async () => {
  const store = memoryEventStore({ events: 100, bytes: 1e6 });
  const album = newId('album');
  const media = Array.from({ length: 2_200 }, () => newId('media'));
  for (const id of media) await appendHistory(store, 'Media', id, uploaded('a.jpg'));
  const data = { user_id, name: 'All', description: '', is_default: false };
  await appendHistory(store, 'Album', album, { event_type: 'AlbumCreated', data });
  for (let n = 0; n < media.length; n += 100)
    await appendHistory(store, 'Album', album, ...media.slice(n, n + 100).map(added));
  let calls = 0;
  const counted =
    <Asked extends unknown[], Answer>(call: (...asked: Asked) => Answer) =>
    (...asked: Asked): Answer => {
      calls++;
      return call(...asked);
    };
  const reader = {
    readLog: counted(store.readLog),
    readStream: counted(store.readStream),
    readStreams: counted(store.readStreams),
  };
  const invocations: number[] = [];
  const found = await collected(reader, album, () => {
    invocations.push(calls);
    calls = 0;
  });
  expect('files' in found && found.files.map(({ media_id }) => media_id)).toEqual(media);
  expect(invocations.length).toBeGreaterThan(1);
  // With those around it: what one request may call of other Workers is 32.
  expect(Math.max(...invocations)).toBeLessThanOrEqual(20);
  expect(await albumContents(reader, album)).toMatchObject({ name: 'All' });
  expect(calls).toBeLessThanOrEqual(20);
});

it('an album whose history a restore replaces between two invocations is collected from its start', async () => {
  const store = memoryEventStore({ events: 1, bytes: 1e6 });
  const [album, one, other] = [newId('album'), newId('media'), newId('media')];
  const data = { user_id, name: 'All', description: '', is_default: false };
  for (const id of [one, other]) await appendHistory(store, 'Media', id, uploaded('a.jpg'));
  await appendHistory(store, 'Album', album, { event_type: 'AlbumCreated', data }, added(one));
  const draft = { ...NOTHING_READ, version: 1, last_id: 'gone', album: { user_id, name: 'Old' }, media: [other] };
  const found = await collect(store, { owner: user_id, album_id: album, draft, alive: () => undefined });
  expect('files' in found && found.files.map(({ media_id }) => media_id)).toEqual([one]);
});
