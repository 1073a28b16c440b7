// What each event means for the albums read model: statements only, so that they commit with the checkpoint in one
// batch. Nothing here has a side effect: a rebuild runs the same function over the whole log.
import { asDomainEvent } from '#shared/events/catalogue';
import type { LoggedEvent } from '#shared/events/envelope';
import type { Projection } from '#shared/projection/deliver';

const CREATE = `INSERT INTO albums (id, user_id, name, description, is_default, created_at, updated_at, position)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)`;
const ENTER = `INSERT INTO album_media (album_id, media_id, user_id, added_at, position)
  VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING`;
const GAIN_THUMBNAIL = `INSERT INTO media_thumbnails (media_id)
  SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM gone_media WHERE media_id = ?1) ON CONFLICT DO NOTHING`;

/** The read model `albums` over this database. */
export const albumsProjection = (db: D1Database): Projection => ({
  name: 'album',
  project: (event) => statements(db, event),
});

function statements(db: D1Database, logged: LoggedEvent): D1PreparedStatement[] {
  const event = asDomainEvent(logged);
  const { aggregate_id: id, created_at, position } = event;
  const run = (sql: string, ...values: unknown[]) => db.prepare(sql).bind(...values);
  const touch = run('UPDATE albums SET updated_at = ?2 WHERE id = ?1', id, created_at);

  switch (event.event_type) {
    case 'AlbumCreated': {
      const { user_id, name, description, is_default } = event.data;
      return [run(CREATE, id, user_id, name, description, is_default ? 1 : 0, created_at, position)];
    }
    case 'AlbumDetailsChanged': {
      const { name, description } = event.data;
      return [run('UPDATE albums SET name = ?2, description = ?3 WHERE id = ?1', id, name, description), touch];
    }
    case 'AlbumDeleted':
      return [run('DELETE FROM album_media WHERE album_id = ?1', id), run('DELETE FROM albums WHERE id = ?1', id)];
    case 'MediaAddedToAlbum':
      return [run(ENTER, id, event.data.media_id, event.metadata.user_id, created_at, position), touch];
    case 'MediaRemovedFromAlbum':
      return [
        run('DELETE FROM album_media WHERE album_id = ?1 AND media_id = ?2', id, event.data.media_id),
        touch,
      ];
    case 'MediaProcessed':
      return event.data.thumbnail ? [run(GAIN_THUMBNAIL, id)] : [];
    case 'MediaDeleted':
    case 'MediaUploadCompensated':
      return [
        run('INSERT INTO gone_media (media_id) VALUES (?1) ON CONFLICT DO NOTHING', id),
        run('DELETE FROM media_thumbnails WHERE media_id = ?1', id),
      ];
    default:
      return [];
  }
}
