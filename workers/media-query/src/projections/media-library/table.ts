// Read model 'what is in my library, and which albums hold it?'. Written by the subscription `media` alone.
import { MADE_OF, MEDIA_STATUSES } from '#shared/mediahub/api/media';
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export { applied_parked, checkpoint, projection_state, skipped_events } from '#shared/engine/projection/table';

const generation = integer('generation').notNull();

export const media = sqliteTable(
  'media',
  {
    generation,
    id: text('id').notNull(),
    user_id: text('user_id').notNull(),
    filename: text('filename').notNull(),
    content_type: text('content_type').notNull(),
    size: integer('size').notNull(),
    sha256: text('sha256').notNull(),
    status: text('status', { enum: MEDIA_STATUSES }).notNull(),
    thumbnail: integer('thumbnail', { mode: 'boolean' }).notNull(),
    /** Why there is no thumbnail, why it failed or why it was undone: for programs, and for people. */
    reason_code: text('reason_code'),
    reason: text('reason'),
    width: integer('width'),
    height: integer('height'),
    duration_seconds: real('duration_seconds'),
    /** What a tile shows until its thumbnail loads: base64, about 25 bytes. */
    thumbhash: text('thumbhash'),
    /** Longest sides of its renditions, as JSON. Null: those of a time before there were several. */
    sides: text('sides'),
    made_of: text('made_of', { enum: MADE_OF }),
    /** What the camera's clock said, and how far that is from UTC where it is known. */
    taken_local: text('taken_local'),
    taken_zone: text('taken_zone'),
    camera_make: text('camera_make'),
    camera_model: text('camera_model'),
    lens: text('lens'),
    exposure_seconds: real('exposure_seconds'),
    f_number: real('f_number'),
    iso: real('iso'),
    focal_length_mm: real('focal_length_mm'),
    /** Whether the file says where it was taken. Where, is not here: see `locationKey`. */
    /** Of a video: how it is encoded. */
    video_codec: text('video_codec'),
    located: integer('located', { mode: 'boolean' }).notNull().default(false),
    uploaded_at: text('uploaded_at').notNull(),
    updated_at: text('updated_at').notNull(),
    /** Of MediaUploaded: the order of the library. Unlike a time it is unique and never goes back. */
    position: integer('position').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.generation, t.id] }),
    index('media_by_owner').on(t.generation, t.user_id, t.position),
    index('media_by_content').on(t.generation, t.user_id, t.sha256),
  ],
);

/** Ids only; what the albums are called is asked of the album Worker, or looked for in `albums`. */
export const media_albums = sqliteTable(
  'media_albums',
  {
    generation,
    media_id: text('media_id').notNull(),
    album_id: text('album_id').notNull(),
    user_id: text('user_id').notNull(),
    /** Of MediaAddedToAlbum. */
    position: integer('position').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.generation, t.media_id, t.album_id] }),
    index('media_albums_by_album').on(t.generation, t.album_id, t.media_id),
  ],
);

/** Albums by what they are called, to be searched: the name itself is in `album_search`, under the same position. */
export const albums = sqliteTable(
  'albums',
  {
    generation,
    id: text('id').notNull(),
    user_id: text('user_id').notNull(),
    /** Of AlbumCreated. */
    position: integer('position').notNull(),
  },
  (t) => [primaryKey({ columns: [t.generation, t.id] }), index('albums_by_owner').on(t.generation, t.user_id)],
);
