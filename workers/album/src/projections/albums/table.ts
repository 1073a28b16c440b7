// Read model 'which albums do I have, and what is in them?'. Written by the subscription `album` alone.
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export { applied_parked, checkpoint, projection_state, skipped_events } from '#shared/engine/projection/table';

const generation = integer('generation').notNull();

export const albums = sqliteTable(
  'albums',
  {
    generation,
    id: text('id').notNull(),
    user_id: text('user_id').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull(),
    is_default: integer('is_default', { mode: 'boolean' }).notNull(),
    created_at: text('created_at').notNull(),
    updated_at: text('updated_at').notNull(),
    /** Of AlbumCreated: unique, so the lists have a keyset. */
    position: integer('position').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.generation, t.id] }),
    index('albums_by_owner').on(t.generation, t.user_id, t.is_default, t.position),
  ],
);

export const album_media = sqliteTable(
  'album_media',
  {
    generation,
    album_id: text('album_id').notNull(),
    media_id: text('media_id').notNull(),
    user_id: text('user_id').notNull(),
    added_at: text('added_at').notNull(),
    /** Of MediaAddedToAlbum. */
    position: integer('position').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.generation, t.album_id, t.media_id] }),
    index('album_media_newest').on(t.generation, t.album_id, t.position),
    index('album_media_holding').on(t.generation, t.media_id),
  ],
);

/** Deleted or compensated: not shown from that event on, even before the sagas have taken the entries out. */
export const gone_media = sqliteTable('gone_media', { generation, media_id: text('media_id').notNull() }, (t) => [
  primaryKey({ columns: [t.generation, t.media_id] }),
]);

/** Media that have a thumbnail, as covers. */
export const media_thumbnails = sqliteTable(
  'media_thumbnails',
  { generation, media_id: text('media_id').notNull() },
  (t) => [primaryKey({ columns: [t.generation, t.media_id] })],
);
