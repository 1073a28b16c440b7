// What each event means for the library: statements only, so that they commit with the checkpoint in one batch. No side
// effect and no look at the clock: a rebuild runs the same function over the whole log and ends with the same rows.
import { asDomainEvent } from '#shared/events/catalogue';
import type { LoggedEvent } from '#shared/events/envelope';
import type { Projection } from '#shared/projection/deliver';
import { bigramsOf } from './search-terms.ts';

const UPLOADED = `INSERT INTO media
  (id, user_id, filename, content_type, size, sha256, status, thumbnail, uploaded_at, updated_at, position)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'uploaded', 0, ?7, ?7, ?8)`;
const PROCESSED = `UPDATE media SET status = 'processed', thumbnail = ?2, reason_code = ?3, reason = ?4,
  width = ?5, height = ?6, duration_seconds = ?7, updated_at = ?8 WHERE id = ?1`;
const FAILED = `UPDATE media SET status = 'failed', reason_code = ?2, reason = ?3, updated_at = ?4 WHERE id = ?1`;
/** Its files are gone, and with them the thumbnail. The code of the failure that led here stays. */
const COMPENSATED = `UPDATE media SET status = 'compensated', thumbnail = 0, reason = ?2, updated_at = ?3 WHERE id = ?1`;
const RENAMED = 'UPDATE media SET filename = ?2, updated_at = ?3 WHERE id = ?1';
const SEARCHABLE = 'INSERT INTO media_search (rowid, bigrams) VALUES (?1, ?2)';
const ROWID = '(SELECT position FROM media WHERE id = ?1)';
const SEARCHABLE_AS = `UPDATE media_search SET bigrams = ?2 WHERE rowid = ${ROWID}`;
const UNSEARCHABLE = `DELETE FROM media_search WHERE rowid = ${ROWID}`;
const ENTERED = `INSERT INTO media_albums (media_id, album_id, user_id, position)
  VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING`;

/** What MediaProcessed's `why` means to people. */
const NO_THUMBNAIL: Readonly<Record<string, string>> = {
  video: 'Videos have no thumbnail yet.',
  no_decoder: 'No thumbnail can be made of this type of image yet.',
  too_many_pixels: 'The image has too many pixels for a thumbnail to be made.',
};

/** The read model `media` over this database. */
export const mediaLibrary = (db: D1Database): Projection => ({
  name: 'media',
  project: (event) => statements(db, event),
});

function statements(db: D1Database, logged: LoggedEvent): D1PreparedStatement[] {
  const event = asDomainEvent(logged);
  const { aggregate_id: id, created_at, position } = event;
  const run = (sql: string, ...values: unknown[]) => db.prepare(sql).bind(...values);

  switch (event.event_type) {
    case 'MediaUploaded': {
      const { user_id, filename, content_type, size, sha256 } = event.data;
      return [
        run(UPLOADED, id, user_id, filename, content_type, size, sha256, created_at, position),
        run(SEARCHABLE, position, bigramsOf(filename)),
      ];
    }
    case 'MediaProcessed': {
      const { thumbnail, why = null, width, height, duration_seconds = null } = event.data;
      const reason = why === null ? null : (NO_THUMBNAIL[why] ?? why);
      return [run(PROCESSED, id, thumbnail ? 1 : 0, why, reason, width, height, duration_seconds, created_at)];
    }
    case 'MediaProcessingFailed':
      return [run(FAILED, id, event.data.code, event.data.reason, created_at)];
    case 'MediaRenamed':
      return [
        run(RENAMED, id, event.data.filename, created_at),
        run(SEARCHABLE_AS, id, bigramsOf(event.data.filename)),
      ];
    case 'MediaUploadCompensated':
      return [run(COMPENSATED, id, event.data.reason, created_at)];
    case 'MediaDeleted':
      return [
        run(UNSEARCHABLE, id),
        run('DELETE FROM media WHERE id = ?1', id),
        run('DELETE FROM media_albums WHERE media_id = ?1', id),
      ];
    case 'MediaAddedToAlbum':
      return [run(ENTERED, event.data.media_id, id, event.metadata.user_id, position)];
    case 'MediaRemovedFromAlbum':
      return [run('DELETE FROM media_albums WHERE media_id = ?1 AND album_id = ?2', event.data.media_id, id)];
    case 'AlbumDeleted':
      return [run('DELETE FROM media_albums WHERE album_id = ?1', id)];
    default:
      // MediaPurged among them: the row went with MediaDeleted.
      return [];
  }
}
