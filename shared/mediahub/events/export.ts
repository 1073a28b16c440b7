// What can happen to an export: an album packed as a ZIP, to be fetched for a while.
import * as z from 'zod';

export const EXPORT_EVENTS = {
  ExportRequested: z.strictObject({ user_id: z.string(), album_id: z.string(), album_name: z.string() }),
  /** What goes into it is settled: later changes of the album change nothing. Names are unique within the ZIP. */
  ExportCollected: z.strictObject({
    files: z.array(z.strictObject({ media_id: z.string(), name: z.string().min(1), size: z.int().positive() })),
  }),
  ExportProgressed: z.strictObject({ done: z.int().nonnegative(), total: z.int().positive() }),
  ExportWritten: z.strictObject({ size: z.int().positive() }),
  ExportCompleted: z.strictObject({ expires_at: z.string() }),
  /** Undone: also the tombstone that refuses whatever comes late. */
  ExportDiscarded: z.strictObject({ reason: z.string() }),
  ExportExpired: z.strictObject({}),
};

type Schemas = typeof EXPORT_EVENTS;
export type ExportEvent = {
  [Type in keyof Schemas]: { event_type: Type; data: z.infer<Schemas[Type]> };
}[keyof Schemas];
