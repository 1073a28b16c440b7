import { describe, expect, it } from 'vitest';
import { foundAfter } from '#shared/engine/testing/corrupted';
import { logOf } from '#shared/mediahub/testing/log-of';
import { rebuildable } from '#shared/engine/testing/rebuildable';
import { logs } from '#shared/mediahub/testing/logs';
import { migrationsOf } from '#shared/mediahub/testing/migrations';
import { albumsProjection } from './project.ts';

const model = { scripts: migrationsOf('album'), projection: albumsProjection };

describe('the read model albums', () => {
  rebuildable(logs, model);

  const details = { user_id: 'user-a', name: 'Sea', description: '' };
  const log = logOf(
    ['album-1', 'AlbumCreated', { ...details, is_default: false }],
    ['album-1', 'AlbumDetailsChanged', { ...details, name: 'Shore' }],
    ['media-1', 'MediaProcessed', { thumbnail: true, width: 4, height: 3 }],
    ['album-1', 'MediaAddedToAlbum', { media_id: 'media-1' }],
    ['album-1', 'MediaAddedToAlbum', { media_id: 'media-2' }],
    ['media-2', 'MediaDeleted', { user_id: 'user-a' }],
  );

  it.each([
    ['a wrong name', "UPDATE albums SET name = 'Sea'", 'albums', 'AlbumDetailsChanged'],
    ['a wrong time', "UPDATE albums SET updated_at = ''", 'albums', 'MediaAddedToAlbum'],
    ['a lost entry', "DELETE FROM album_media WHERE media_id = 'media-1'", 'album_media', 'MediaAddedToAlbum'],
    ['a lost thumbnail', 'DELETE FROM media_thumbnails', 'media_thumbnails', 'MediaProcessed'],
    ['a forgotten deletion', 'DELETE FROM gone_media', 'gone_media', 'MediaDeleted'],
  ])('rebuilt after %s was there: certified with the event that made the row', async (_, sql, table, event) => {
    expect(await foundAfter(model, log, sql)).toMatchObject({ table, event });
  });
});
