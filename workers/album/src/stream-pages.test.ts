// What album asks of other streams and of its own is the same in however small pages they are answered (invariant R6).
import { expect, it } from 'vitest';
import { newId } from '#shared/mediahub/ids';
import { appendHistory } from '#shared/mediahub/testing/append-history';
import { memoryEventStore } from '#shared/mediahub/testing/memory-event-store';
import { newAlbumView } from './commands/albums.ts';
import { mediaEligibility } from './media.ts';

const user_id = 'user-1';
const upload = { filename: 'a.jpg', content_type: 'image/jpeg', size: 1, sha256: 'a'.repeat(64) };

it.each([1, 2, 3, 1000])('in pages of %i', async (events) => {
  const store = memoryEventStore({ events, bytes: 1e6 });
  const [media, album] = [newId('media'), newId('album')];
  await appendHistory(
    store,
    'Media',
    media,
    { event_type: 'MediaUploaded', data: { user_id, ...upload } },
    ...['b', 'c', 'd'].map((filename) => ({ event_type: 'MediaRenamed' as const, data: { filename } })),
  );
  expect(await mediaEligibility(store, media)).toEqual({ status: 'alive', owner: user_id });
  await appendHistory(store, 'Media', media, { event_type: 'MediaDeleted', data: { user_id } });
  expect(await mediaEligibility(store, media)).toEqual({ status: 'deleted', owner: user_id });

  const data = { user_id, name: 'Trip', description: '', is_default: false };
  await appendHistory(store, 'Album', album, { event_type: 'AlbumCreated', data });
  await appendHistory(store, 'Album', album, { event_type: 'MediaAddedToAlbum', data: { media_id: media } });
  expect(await newAlbumView({ EVENTS: store }, album)).toMatchObject({ id: album, name: 'Trip' });
});
