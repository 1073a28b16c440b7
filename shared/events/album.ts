// What can happen to an album and its entries.
import { z } from 'zod';

const details = { user_id: z.string(), name: z.string().min(1), description: z.string() };

export const ALBUM_EVENTS = {
  AlbumCreated: z.strictObject(details),
  AlbumDetailsChanged: z.strictObject(details),
  AlbumDeleted: z.strictObject({ user_id: z.string() }),
  MediaAddedToAlbum: z.strictObject({ media_id: z.string() }),
  /**
   * Also the tombstone of a saga's undo: with a `saga_id` in its metadata it is appended even where the
   * entry is absent, and a late add of that saga is refused.
   */
  MediaRemovedFromAlbum: z.strictObject({ media_id: z.string() }),
};

type Schemas = typeof ALBUM_EVENTS;
export type AlbumEvent = {
  [Type in keyof Schemas]: { event_type: Type; data: z.infer<Schemas[Type]> };
}[keyof Schemas];
