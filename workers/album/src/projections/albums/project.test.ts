// Event by event: what becomes of the rows of the albums.
import type { Happened } from '#shared/mediahub/testing/log-of';
import { describe, it } from 'vitest';
import { givenEvents } from '#shared/mediahub/testing/log-of';
import { timeOf } from '#shared/engine/testing/log-of';
import { migrationsOf } from '#shared/mediahub/testing/migrations';
import { albumsProjection } from './project.ts';

const albums = givenEvents({ scripts: migrationsOf('album'), projection: albumsProjection });

const details = { user_id: 'user-a', name: 'Sea', description: 'salt' };
const created = (id = 'album-1', is_default = false): Happened => [id, 'AlbumCreated', { ...details, is_default }];
const changed: Happened = ['album-1', 'AlbumDetailsChanged', { ...details, name: 'Shore', description: '' }];
const added = (media_id = 'media-1', album = 'album-1'): Happened => [album, 'MediaAddedToAlbum', { media_id }];
const removed: Happened = ['album-1', 'MediaRemovedFromAlbum', { media_id: 'media-1' }];
const processed = (thumbnail: boolean): Happened => [
  'media-1',
  'MediaProcessed',
  { thumbnail, width: 4, height: 3 },
];
const deleted: Happened = ['media-1', 'MediaDeleted', { user_id: 'user-a' }];
const compensated: Happened = ['media-1', 'MediaUploadCompensated', { reason: 'r', saga_id: 's' }];

describe('an album', () => {
  it('that is created is an empty row of its owner', () =>
    albums(created()).thenRows({
      albums: [
        { id: 'album-1', ...details, is_default: 0, created_at: timeOf(1), updated_at: timeOf(1), position: 1 },
      ],
      album_media: [],
    }));

  it('says whether it is All Media', () =>
    albums(created('album-1', true)).thenRows({ albums: [{ is_default: 1 }] }));

  it('is called what it was last called, and keeps its place', () =>
    albums(created(), created('album-2'), changed).thenRows({
      albums: [
        { name: 'Shore', description: '', created_at: timeOf(1), updated_at: timeOf(3), position: 1 },
        { name: 'Sea', updated_at: timeOf(2) },
      ],
    }));

  it('that is deleted is gone with its entries, and no other is', () =>
    albums(created(), created('album-2'), added(), added('media-1', 'album-2'), ['album-1', 'AlbumDeleted', { user_id: 'user-a' }])
      .thenRows({ albums: [{ id: 'album-2' }], album_media: [{ album_id: 'album-2' }] })); // prettier-ignore
});

describe('an entry', () => {
  it('is a row of its own, and the album has changed', () =>
    albums(created(), added()).thenRows({
      albums: [{ updated_at: timeOf(2) }],
      album_media: [
        { album_id: 'album-1', media_id: 'media-1', user_id: 'user-a', added_at: timeOf(2), position: 2 },
      ],
    }));

  it('stays what it was when the media is added again', () =>
    albums(created(), added(), added()).thenRows({ album_media: [{ added_at: timeOf(2), position: 2 }] }));

  it('goes with its removal, and comes anew when it is added again', () =>
    albums(created(), added(), removed, added()).thenRows({
      album_media: [{ added_at: timeOf(4), position: 4 }],
    }));

  it('stays when its media goes: it is not shown, and taken out by those whose task it is', () =>
    albums(created(), added(), deleted).thenRows({
      album_media: [{ media_id: 'media-1' }],
      gone_media: [{ media_id: 'media-1' }],
    }));
});

describe('a thumbnail', () => {
  it('can be a cover once it is made', () =>
    albums(processed(true)).thenRows({ media_thumbnails: [{ media_id: 'media-1' }] }));

  it('that was not made is none', () => albums(processed(false)).thenRows({ media_thumbnails: [] }));

  it.each([
    ['deleted', deleted],
    ['undone', compensated],
  ])('goes with its media that is %s, and never comes back', (_, gone) =>
    albums(processed(true), gone, processed(true)).thenRows({
      gone_media: [{ media_id: 'media-1' }],
      media_thumbnails: [],
    }),
  );
});

it('what is parked has no effect until it is tried again', async () => {
  const story = albums(created(), added(), created('album-2')).parked(2);
  await story.thenRows({ albums: [{ updated_at: timeOf(1) }, {}], album_media: [] });
  await story.retried().thenRows({ album_media: [{ media_id: 'media-1', position: 2 }] });
});
