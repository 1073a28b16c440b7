// What can happen to an export: an album packed as a ZIP, to be fetched for a while.
import type { Upcasters } from '#shared/engine/event/upcast';
import * as z from 'zod';

const ExportFile = z.strictObject({ media_id: z.string(), name: z.string().min(1), size: z.int().positive() });

export const EXPORT_EVENTS = {
  ExportRequested: z.strictObject({ user_id: z.string(), album_id: z.string(), album_name: z.string() }),
  /**
   * What goes into it is settled: later changes of the album change nothing. Version 2: how many files, and how many bytes
   * they come to. The list itself is a manifest beside the ZIP, since an event has a limit and an album has none;
   * `files` is the list of an export that version 1 settled.
   */
  ExportCollected: z.strictObject({
    total: z.int().positive(),
    bytes: z.int().positive(),
    files: z.array(ExportFile).optional(),
  }),
  ExportProgressed: z.strictObject({ done: z.int().nonnegative(), total: z.int().positive() }),
  /** `missing`: the originals of so many are lost; a list in the ZIP names them. */
  ExportWritten: z.strictObject({ size: z.int().positive(), missing: z.int().positive().optional() }),
  ExportCompleted: z.strictObject({ expires_at: z.string() }),
  /** Undone: also the tombstone that refuses late commands. */
  ExportDiscarded: z.strictObject({ reason: z.string() }),
  ExportExpired: z.strictObject({}),
};

export const EXPORT_UPCASTERS: Upcasters = {
  ExportCollected: [
    // 1 → 2: until then the event held the list.
    ({ data }) => {
      const { files } = z.object({ files: z.array(ExportFile) }).parse(data);
      return { total: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0), files };
    },
  ],
};

type Schemas = typeof EXPORT_EVENTS;
export type ExportEvent = {
  [Type in keyof Schemas]: { event_type: Type; data: z.infer<Schemas[Type]> };
}[keyof Schemas];
