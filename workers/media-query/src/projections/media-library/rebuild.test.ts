import { migrationsOf } from '#shared/mediahub/testing/migrations';
import { describe, expect, it } from 'vitest';
import { foundAfter } from '#shared/engine/testing/corrupted';
import { logOf } from '#shared/mediahub/testing/log-of';
import { rebuildable } from '#shared/engine/testing/rebuildable';
import { logs } from '#shared/mediahub/testing/logs';
import { deliver } from '#shared/engine/projection/deliver';
import { generationsOf } from '#shared/engine/projection/generations';
import { rowsOf } from '#shared/engine/testing/rebuilding';
import { d1 } from '#shared/engine/testing/sqlite';
import { mediaLibrary } from './project.ts';

const model = { scripts: migrationsOf('media'), projection: mediaLibrary };

describe('the read model mediaLibrary', () => {
  rebuildable(logs, model);

  const upload = { user_id: 'user-a', filename: 'a.jpg', content_type: 'image/jpeg', size: 1, sha256: 'a' };
  const log = logOf(
    ['media-1', 'MediaUploaded', upload],
    ['media-2', 'MediaUploaded', upload],
    ['media-2', 'MediaProcessed', { thumbnail: true, width: 4, height: 3 }],
    ['media-2', 'MediaRenamed', { filename: 'b.jpg' }],
    ['album-1', 'AlbumCreated', { user_id: 'user-a', name: 'Kyoto', description: '', is_default: false }],
    ['album-1', 'MediaAddedToAlbum', { media_id: 'media-2' }],
    ['media-1', 'MediaDeleted', { user_id: 'user-a' }],
  );

  it('that was there before generations is generation 1, with its names', async () => {
    const [library = '', parked = '', search = '', ...later] = migrationsOf('media');
    const before = `INSERT INTO media (id, user_id, filename, content_type, size, sha256, status, thumbnail, uploaded_at,
        updated_at, position) VALUES ('media-1', 'user-a', 'ab', 't', 1, 'a', 'uploaded', 0, '', '', 7);
      INSERT INTO media_albums (media_id, album_id, user_id, position) VALUES ('media-1', 'album-1', 'user-a', 8);`;
    const db = d1(library, parked, before, search, ...later);
    expect(await rowsOf(db, mediaLibrary(db), 1)).toMatchObject([
      [expect.stringContaining('"id":"media-1"')],
      [expect.stringContaining('"album_id":"album-1"')],
      [JSON.stringify({ position: 7, bigrams: '000061000062 000062000000', camera: '' })],
      [],
      [],
    ]);
  });

  it('that has names of a narrower fold is rebuilt by itself, and a new one is not', async () => {
    const all = migrationsOf('media');
    const [signs = ''] = all.splice(8, 1);
    const ask = async (db: D1Database, at: number) =>
      deliver(db, mediaLibrary(db), { from: at, to: at, events: [] });
    const rebuilding = async (before: string) => {
      const db = d1(...all, before, signs);
      const { checkpoint } = await generationsOf(db, 'media');
      return (await ask(db, checkpoint)).rebuilds;
    };
    const old = "UPDATE checkpoint SET position = 7 WHERE name = 'media';";
    const green = (following: number) =>
      `${old} UPDATE projection_state SET newest_generation = 2, green_generation = 2, following = ${following}`;
    expect(await rebuilding('SELECT 1')).toBeUndefined();
    expect(await rebuilding(old)).toBe(true);
    for (const following of [0, 1]) {
      const db = d1(...all, green(following), signs);
      expect(await generationsOf(db, 'media')).toMatchObject({
        active_generation: 1,
        green_generation: 3,
        green_position: 0,
        following: 0,
      });
    }
    expect(await rebuilding(green(2)), 'what starts over goes on').toBeUndefined();
  });

  it.each([
    ['a wrong width', 'UPDATE media SET width = 5', 'media', 'MediaProcessed'],
    ['a wrong name', "UPDATE media SET filename = 'c.jpg'", 'media', 'MediaRenamed'],
    ['a wrong size', 'UPDATE media SET size = 2', 'media', 'MediaUploaded'],
    ['a lost entry', 'DELETE FROM media_albums', 'media_albums', 'MediaAddedToAlbum'],
    [
      'a deleted media that is still there',
      `INSERT INTO media (generation, id, user_id, filename, content_type, size, sha256, status, thumbnail, uploaded_at, updated_at, position)
        SELECT 1, 'media-1', 'user-a', 'a.jpg', 't', 1, 'a', 'uploaded', 0, '', '', 1`,
      'media',
      'MediaDeleted',
    ],
    [
      'an entry that no event has made',
      "INSERT INTO media_albums VALUES (1, 'media-9', 'album-9', 'user-a', 9)",
      'media_albums',
      null,
    ],
    ['an album that is not found', "UPDATE album_search SET bigrams = ''", 'album_search', 'AlbumCreated'],
    ['an album that is not known', 'DELETE FROM albums', 'albums', 'AlbumCreated'],
    ['a name that is not found', "UPDATE media_search SET bigrams = ''", 'media_search', 'MediaRenamed'],
  ])('rebuilt after %s was there: certified with the event that made the row', async (_, sql, table, event) => {
    expect(await foundAfter(model, log, sql)).toMatchObject({ table, event });
  });
});
