// What each event means for the library: statements only, so that they commit with the checkpoint in one batch. No side
// effect and no look at the clock: a rebuild runs the same function over the whole log and ends with the same rows.
import { asDomainEvent } from '#shared/mediahub/events/catalogue';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { packed } from '#shared/engine/projection/packed';
import type { Projection } from '#shared/engine/projection/projection';
import { bigramsOf } from './search-terms.ts';

// ?1 is the generation everywhere.
const UPLOADED = `INSERT INTO media
  (generation, id, user_id, filename, content_type, size, sha256, status, thumbnail, uploaded_at, updated_at, position)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'uploaded', 0, ?8, ?8, ?9)`;
const THIS = 'generation = ?1 AND id = ?2';
const PROCESSED = `UPDATE media SET status = 'processed', thumbnail = ?3, reason_code = ?4, reason = ?5,
  width = ?6, height = ?7, duration_seconds = ?8, updated_at = ?9 WHERE ${THIS}`;
/** A picture without a thumbnail now has one: the reason for its absence no longer applies. */
const RENDERED = `UPDATE media SET sides = ?3, thumbhash = ?4, made_of = ?5, width = coalesce(?6, width), height = coalesce(?7, height),
  thumbnail = 1, reason_code = NULL, reason = NULL, updated_at = ?8 WHERE ${THIS}`;
const DESCRIBED = `UPDATE media SET taken_local = ?3, taken_zone = ?4, camera_make = ?5, camera_model = ?6, lens = ?7,
  exposure_seconds = ?8, f_number = ?9, iso = ?10, focal_length_mm = ?11, located = ?12, video_codec = ?13, updated_at = ?14 WHERE ${THIS}`;
const FAILED = `UPDATE media SET status = 'failed', reason_code = ?3, reason = ?4, updated_at = ?5 WHERE ${THIS}`;
/** Its files are gone, and with them the thumbnail. The code of the failure that led here stays. */
const COMPENSATED = `UPDATE media SET status = 'compensated', thumbnail = 0, reason = ?3, updated_at = ?4 WHERE ${THIS}`;
const RENAMED = `UPDATE media SET filename = ?3, updated_at = ?4 WHERE ${THIS}`;
const DELETED = `DELETE FROM media WHERE ${THIS}`;
const SEARCHABLE = `INSERT INTO media_search (rowid, bigrams, camera) VALUES (${packed('?1', '?2')}, ?3, '')`;
const ROWID = packed('?1', `SELECT position FROM media WHERE ${THIS}`);
const SEARCHABLE_AS = `UPDATE media_search SET bigrams = ?3 WHERE rowid = ${ROWID}`;
const SEARCHABLE_BY = `UPDATE media_search SET camera = ?3 WHERE rowid = ${ROWID}`;
const UNSEARCHABLE = `DELETE FROM media_search WHERE rowid = ${ROWID}`;
const ENTERED = `INSERT INTO media_albums (generation, media_id, album_id, user_id, position)
  VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING`;
const LEFT = 'DELETE FROM media_albums WHERE generation = ?1 AND media_id = ?2 AND album_id = ?3';
const LEFT_ALL = 'DELETE FROM media_albums WHERE generation = ?1 AND media_id = ?2';
const NAMED = 'INSERT INTO albums (generation, id, user_id, position) VALUES (?1, ?2, ?3, ?4)';
const ALBUM_SEARCHABLE = `INSERT INTO album_search (rowid, bigrams) VALUES (${packed('?1', '?2')}, ?3)`;
const ALBUM_ROWID = packed('?1', 'SELECT position FROM albums WHERE generation = ?1 AND id = ?2');
const ALBUM_SEARCHABLE_AS = `UPDATE album_search SET bigrams = ?3 WHERE rowid = ${ALBUM_ROWID}`;
const ALBUM_UNSEARCHABLE = `DELETE FROM album_search WHERE rowid = ${ALBUM_ROWID}`;
const UNNAMED = 'DELETE FROM albums WHERE generation = ?1 AND id = ?2';
const EMPTIED = 'DELETE FROM media_albums WHERE generation = ?1 AND album_id = ?2';

/** What MediaProcessed's `why` means to people. */
const NO_THUMBNAIL: Readonly<Record<string, string>> = {
  video: 'A video has a picture when the browser that uploads it makes one.',
  video_unreadable:
    'The index of the video cannot be read: it may be cut off. The file is kept as it is: download it to open it elsewhere.',
  no_decoder: 'No thumbnail can be made of this type of image yet.',
  too_many_pixels: 'The image has too many pixels for a thumbnail to be made.',
  decode_failed:
    'No decoder here can show this image. The file is kept as it is: download it to open it elsewhere.',
  file_unreadable:
    'The header of the image cannot be read. The file is kept as it is: download it to open it elsewhere.',
};

/** The read model `media` over this database. */
export const mediaLibrary = (db: D1Database): Projection => ({
  name: 'media',
  tables: [
    { name: 'media', key: ['id'] },
    { name: 'media_albums', key: ['media_id', 'album_id'] },
    { name: 'media_search', key: ['position'], packed: { columns: ['bigrams', 'camera'] } },
    { name: 'albums', key: ['id'] },
    { name: 'album_search', key: ['position'], packed: { columns: ['bigrams'] } },
  ],
  project: (event, generation) => statements(db, event, generation),
});

function statements(db: D1Database, logged: LoggedEvent, generation: number): D1PreparedStatement[] {
  const event = asDomainEvent(logged);
  const { aggregate_id: id, created_at, position } = event;
  const run = (sql: string, ...values: unknown[]) => db.prepare(sql).bind(generation, ...values);

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
    case 'MediaRendered': {
      const { sides, thumbhash, made_of, width, height } = event.data;
      return [run(RENDERED, id, JSON.stringify(sides), thumbhash, made_of, width, height, created_at)];
    }
    case 'MediaDescribed': {
      const { taken, camera, exposure, located } = event.data;
      const { make = null, model = null, lens = null } = camera ?? {};
      const { seconds = null, f_number = null, iso = null, focal_length_mm = null } = exposure ?? {};
      return [
        run(
          DESCRIBED, id, taken?.local ?? null, taken?.zone ?? null, make, model, lens,
          seconds, f_number, iso, focal_length_mm, located ? 1 : 0, event.data.video?.codec ?? null, created_at,
        ),
        run(SEARCHABLE_BY, id, bigramsOf([make, model, lens].filter(Boolean).join(' '))),
      ]; // prettier-ignore
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
      return [run(UNSEARCHABLE, id), run(DELETED, id), run(LEFT_ALL, id)];
    case 'MediaAddedToAlbum':
      return [run(ENTERED, event.data.media_id, id, event.metadata.user_id, position)];
    case 'MediaRemovedFromAlbum':
      return [run(LEFT, event.data.media_id, id)];
    case 'AlbumCreated':
      // The default album holds everything: finding by its name would find nothing in particular.
      return event.data.is_default
        ? []
        : [
            run(NAMED, id, event.data.user_id, position),
            run(ALBUM_SEARCHABLE, position, bigramsOf(event.data.name)),
          ];
    case 'AlbumDetailsChanged':
      return [run(ALBUM_SEARCHABLE_AS, id, bigramsOf(event.data.name))];
    case 'AlbumDeleted':
      return [run(EMPTIED, id), run(ALBUM_UNSEARCHABLE, id), run(UNNAMED, id)];
    default:
      // MediaPurged among them: the row went with MediaDeleted.
      return [];
  }
}
