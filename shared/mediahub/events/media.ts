// What can happen to a media. Past tense, one fact each; the published language of the Media aggregate.
import * as z from 'zod';

export const MEDIA_EVENTS = {
  MediaUploaded: z.strictObject({
    user_id: z.string(),
    filename: z.string().min(1),
    content_type: z.string(),
    size: z.int().positive(),
    sha256: z.string().length(64),
  }),
  /** `thumbnail: false` is a valid but degraded end; `why` then says what kept the decoder away. */
  MediaProcessed: z.strictObject({
    thumbnail: z.boolean(),
    why: z.string().optional(),
    width: z.int().positive().nullable(),
    height: z.int().positive().nullable(),
    duration_seconds: z.number().nonnegative().optional(),
  }),
  MediaProcessingFailed: z.strictObject({ reason: z.string(), code: z.string() }),
  MediaRenamed: z.strictObject({ filename: z.string().min(1) }),
  MediaDeleted: z.strictObject({ user_id: z.string() }),
  MediaPurged: z.strictObject({}),
  MediaUploadCompensated: z.strictObject({ reason: z.string(), saga_id: z.string() }),
};

type Schemas = typeof MEDIA_EVENTS;
export type MediaEvent = {
  [Type in keyof Schemas]: { event_type: Type; data: z.infer<Schemas[Type]> };
}[keyof Schemas];
