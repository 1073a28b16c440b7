// What each event means for the albums read model: statements only, so that they commit with the checkpoint in one
// batch. Nothing here has a side effect: a rebuild runs the same function over the whole log.
import { asDomainEvent } from '#shared/mediahub/events/catalogue';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { Projection } from '#shared/engine/projection/projection';

// ?1 is the generation everywhere.
const CREATE = `INSERT INTO albums (generation, id, user_id, name, description, is_default, created_at, updated_at, position)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8)`;
const CHANGE = 'UPDATE albums SET name = ?3, description = ?4, updated_at = ?5 WHERE generation = ?1 AND id = ?2';
const DELETE = 'DELETE FROM albums WHERE generation = ?1 AND id = ?2';
const TOUCH = 'UPDATE albums SET updated_at = ?3 WHERE generation = ?1 AND id = ?2';
const ENTER = `INSERT INTO album_media (generation, album_id, media_id, user_id, added_at, position)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING`;
const LEAVE = 'DELETE FROM album_media WHERE generation = ?1 AND album_id = ?2 AND media_id = ?3';
const EMPTY = 'DELETE FROM album_media WHERE generation = ?1 AND album_id = ?2';
const GAIN_THUMBNAIL = `INSERT INTO media_thumbnails (generation, media_id) SELECT ?1, ?2
  WHERE NOT EXISTS (SELECT 1 FROM gone_media WHERE generation = ?1 AND media_id = ?2) ON CONFLICT DO NOTHING`;
const LOSE_THUMBNAIL = 'DELETE FROM media_thumbnails WHERE generation = ?1 AND media_id = ?2';
const GO = 'INSERT INTO gone_media (generation, media_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING';

/** The read model `albums` over this database. */
export const albumsProjection = (db: D1Database): Projection => ({
  name: 'album',
  tables: [
    { name: 'albums', key: ['id'] },
    { name: 'album_media', key: ['album_id', 'media_id'] },
    { name: 'gone_media', key: ['media_id'] },
    { name: 'media_thumbnails', key: ['media_id'] },
  ],
  project: (event, generation) => statements(db, event, generation),
});

function statements(db: D1Database, logged: LoggedEvent, generation: number): D1PreparedStatement[] {
  const event = asDomainEvent(logged);
  const { aggregate_id: id, created_at, position } = event;
  const run = (sql: string, ...values: unknown[]) => db.prepare(sql).bind(generation, ...values);

  switch (event.event_type) {
    case 'AlbumCreated': {
      const { user_id, name, description, is_default } = event.data;
      return [run(CREATE, id, user_id, name, description, is_default ? 1 : 0, created_at, position)];
    }
    case 'AlbumDetailsChanged': {
      const { name, description } = event.data;
      return [run(CHANGE, id, name, description, created_at)];
    }
    case 'AlbumDeleted':
      return [run(EMPTY, id), run(DELETE, id)];
    case 'MediaAddedToAlbum':
      return [
        run(ENTER, id, event.data.media_id, event.metadata.user_id, created_at, position),
        run(TOUCH, id, created_at),
      ];
    case 'MediaRemovedFromAlbum':
      return [run(LEAVE, id, event.data.media_id), run(TOUCH, id, created_at)];
    case 'MediaProcessed':
      return event.data.thumbnail ? [run(GAIN_THUMBNAIL, id)] : [];
    case 'MediaRendered':
      return event.data.sides.length > 0 ? [run(GAIN_THUMBNAIL, id)] : [];
    case 'MediaDeleted':
    case 'MediaUploadCompensated':
      return [run(GO, id), run(LOSE_THUMBNAIL, id)];
    default:
      return [];
  }
}
