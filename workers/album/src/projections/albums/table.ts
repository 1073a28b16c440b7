// Read model 'which albums do I have, and what is in them?'. Written by the subscription `album` alone.
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const albums = sqliteTable(
  'albums',
  {
    id: text('id').primaryKey(),
    user_id: text('user_id').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull(),
    is_default: integer('is_default', { mode: 'boolean' }).notNull(),
    created_at: text('created_at').notNull(),
    updated_at: text('updated_at').notNull(),
    /** Of AlbumCreated: unique, so the lists have a keyset. */
    position: integer('position').notNull(),
  },
  (t) => [index('albums_by_owner').on(t.user_id, t.is_default, t.position)],
);

export const album_media = sqliteTable(
  'album_media',
  {
    album_id: text('album_id').notNull(),
    media_id: text('media_id').notNull(),
    user_id: text('user_id').notNull(),
    added_at: text('added_at').notNull(),
    /** Of MediaAddedToAlbum. */
    position: integer('position').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.album_id, t.media_id] }),
    index('album_media_newest').on(t.album_id, t.position),
    index('album_media_holding').on(t.media_id),
  ],
);

/** Deleted or compensated: not shown from that event on, even before the sagas have taken the entries out. */
export const gone_media = sqliteTable('gone_media', { media_id: text('media_id').primaryKey() });

/** Media that have a thumbnail, as covers. */
export const media_thumbnails = sqliteTable('media_thumbnails', {
  media_id: text('media_id').primaryKey(),
});

export const checkpoint = sqliteTable('checkpoint', {
  name: text('name').primaryKey(),
  position: integer('position').notNull(),
});

/** Parked events that took effect after all: the checkpoint has long passed them, so their ids guard them. */
export const applied_parked = sqliteTable('applied_parked', { event_id: text('event_id').primaryKey() });
