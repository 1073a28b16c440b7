// What can happen to an album and its entries.
import * as z from 'zod';
import { defaultAlbumId } from '#shared/mediahub/ids';
import type { Upcasters } from '#shared/engine/event/upcast';

const details = { user_id: z.string(), name: z.string().min(1), description: z.string() };

export const ALBUM_EVENTS = {
  /** Version 2: says itself whether it is the default album. */
  AlbumCreated: z.strictObject({ ...details, is_default: z.boolean() }),
  AlbumDetailsChanged: z.strictObject(details),
  AlbumDeleted: z.strictObject({ user_id: z.string() }),
  MediaAddedToAlbum: z.strictObject({ media_id: z.string() }),
  /**
   * Also the tombstone of a saga's undo: with a `saga_id` in its metadata it is appended even where the
   * entry is absent, and a late add of that saga is refused.
   */
  MediaRemovedFromAlbum: z.strictObject({ media_id: z.string() }),
};

export const ALBUM_UPCASTERS: Upcasters = {
  AlbumCreated: [
    // 1 → 2: until then a default album was only known by its derived id.
    ({ aggregate_id, data }) => ({
      ...data,
      is_default: 'user_id' in data && aggregate_id === defaultAlbumId(String(data.user_id)),
    }),
  ],
};

type Schemas = typeof ALBUM_EVENTS;
export type AlbumEvent = {
  [Type in keyof Schemas]: { event_type: Type; data: z.infer<Schemas[Type]> };
}[keyof Schemas];
