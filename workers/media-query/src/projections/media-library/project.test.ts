// Event by event: what becomes of the library's rows.
import type { Happened } from '#shared/mediahub/testing/log-of';
import { describe, it } from 'vitest';
import { givenEvents } from '#shared/mediahub/testing/log-of';
import { timeOf } from '#shared/engine/testing/log-of';
import { migrationsOf } from '#shared/mediahub/testing/migrations';
import { mediaLibrary } from './project.ts';
import { bigramsOf } from './search-terms.ts';

const library = givenEvents({ scripts: migrationsOf('media'), projection: mediaLibrary });

const SHA256 = 'a'.repeat(64);
const uploaded = (id = 'media-1', filename = 'a.jpg'): Happened => [
  id,
  'MediaUploaded',
  { user_id: 'user-a', filename, content_type: 'image/jpeg', size: 9, sha256: SHA256 },
];
const processed: Happened = ['media-1', 'MediaProcessed', { thumbnail: true, width: 4, height: 3 }];
const without = (why: string): Happened => [
  'media-1',
  'MediaProcessed',
  { thumbnail: false, why, width: null, height: null },
];
const failed: Happened = ['media-1', 'MediaProcessingFailed', { code: 'decode_failed', reason: 'It is broken.' }];
const compensated: Happened = ['media-1', 'MediaUploadCompensated', { reason: 'process: broken', saga_id: 's' }];
const renamed: Happened = ['media-1', 'MediaRenamed', { filename: 'b.jpg' }];
const deleted: Happened = ['media-1', 'MediaDeleted', { user_id: 'user-a' }];
const added = (album = 'album-1'): Happened => [album, 'MediaAddedToAlbum', { media_id: 'media-1' }];
const removed: Happened = ['album-1', 'MediaRemovedFromAlbum', { media_id: 'media-1' }];

describe('a media', () => {
  it('that is uploaded is a row, found by its name', () =>
    library(uploaded()).thenRows({
      media: [
        {
          id: 'media-1', user_id: 'user-a', filename: 'a.jpg', content_type: 'image/jpeg', size: 9, sha256: SHA256,
          status: 'uploaded', thumbnail: 0, reason_code: null, reason: null, width: null, height: null,
          duration_seconds: null, uploaded_at: timeOf(1), updated_at: timeOf(1), position: 1,
        },
      ],
      media_albums: [],
      media_search: [{ position: 1, bigrams: bigramsOf('a.jpg') }],
    })); // prettier-ignore

  it('that is processed has its size and its thumbnail, and keeps its place', () =>
    library(uploaded('media-2'), uploaded(), processed).thenRows({
      media: [
        {
          id: 'media-1',
          status: 'processed',
          thumbnail: 1,
          width: 4,
          height: 3,
          position: 2,
          updated_at: timeOf(3),
        },
        { id: 'media-2', status: 'uploaded', position: 1, updated_at: timeOf(1) },
      ],
    }));

  it.each([
    ['video', 'A video has a picture when the browser that uploads it makes one.'],
    ['too_many_pixels', 'The image has too many pixels for a thumbnail to be made.'],
    ['a reason of tomorrow', 'a reason of tomorrow'],
  ])('without a thumbnail says why: %s', (why, reason) =>
    library(uploaded(), without(why)).thenRows({
      media: [{ status: 'processed', thumbnail: 0, reason_code: why, reason }],
    }),
  );

  it('that failed says why', () =>
    library(uploaded(), failed).thenRows({
      media: [{ status: 'failed', reason_code: 'decode_failed', reason: 'It is broken.', updated_at: timeOf(2) }],
    }));

  it('that was undone has no thumbnail any more, and keeps the code of the failure', () =>
    library(uploaded(), processed, failed, compensated).thenRows({
      media: [{ status: 'compensated', thumbnail: 0, reason_code: 'decode_failed', reason: 'process: broken' }],
    }));

  it('that is renamed is found by its new name, at its old place', () =>
    library(uploaded(), uploaded('media-2'), renamed).thenRows({
      media: [{ filename: 'b.jpg', position: 1, updated_at: timeOf(3) }, { filename: 'a.jpg' }],
      media_search: [
        { position: 1, bigrams: bigramsOf('b.jpg') },
        { position: 2, bigrams: bigramsOf('a.jpg') },
      ],
    }));

  it('that is deleted is gone, with its name and its entries', () =>
    library(uploaded(), added(), deleted).thenRows({ media: [], media_albums: [], media_search: [] }));

  it('that is purged was gone before', () =>
    library(uploaded(), deleted, ['media-1', 'MediaPurged', {}]).thenRows({ media: [], media_search: [] }));
});

describe('an entry', () => {
  it('is made once, however often the media is added', () =>
    library(uploaded(), added(), added()).thenRows({
      media_albums: [{ media_id: 'media-1', album_id: 'album-1', user_id: 'user-a', position: 2 }],
    }));

  it('goes with its removal', () => library(uploaded(), added(), removed).thenRows({ media_albums: [] }));

  it('goes with its album, and no other does', () =>
    library(uploaded(), added(), added('album-2'), ['album-1', 'AlbumDeleted', { user_id: 'user-a' }]).thenRows({
      media: [{ id: 'media-1' }],
      media_albums: [{ album_id: 'album-2' }],
    }));
});

describe('an event that is parked', () => {
  it('has no effect, also not in a rebuild, and holds up no other media item', () =>
    library(uploaded(), uploaded('media-2'), renamed)
      .parked(1, 3)
      .thenRows({ media: [{ id: 'media-2' }], media_search: [{ position: 2 }] }));

  it('takes effect once it is tried again', () =>
    library(uploaded(), renamed, uploaded('media-2'))
      .parked(1, 2)
      .retried()
      .thenRows({ media: [{ id: 'media-1', filename: 'b.jpg', position: 1 }, { id: 'media-2' }] }));
});

it('what is not about media leaves the library alone', () =>
  library(['user-a', 'UserRegistered', { provider: 'dev' }], ['album-1', 'AlbumCreated', { user_id: 'user-a', name: 'Sea', description: '', is_default: false }])
    .thenRows({ media: [], media_albums: [], media_search: [] })); // prettier-ignore
