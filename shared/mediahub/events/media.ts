// What can happen to a media item. Past tense, one fact each; the published language of the Media aggregate.
import * as z from 'zod';
import { Camera, Exposure, Taken } from '../ports/thumbnailer.ts';

export const MEDIA_EVENTS = {
  MediaUploaded: z.strictObject({
    user_id: z.string(),
    filename: z.string().min(1),
    content_type: z.string(),
    size: z.int().positive(),
    sha256: z.string().length(64),
  }),
  /** `thumbnail: false` is a valid but degraded result; `why` then says why no decoder ran. */
  MediaProcessed: z.strictObject({
    thumbnail: z.boolean(),
    why: z.string().optional(),
    width: z.int().positive().nullable(),
    height: z.int().positive().nullable(),
    duration_seconds: z.number().nonnegative().optional(),
  }),
  /**
   * Its renditions were made: with the first processing, by a renewal of an old library, or from a preview that a browser
   * made of what nothing here can decode.
   */
  MediaRendered: z.strictObject({
    /** Which way of making them: a renewal makes those of an older one again. */
    recipe: z.int().positive(),
    /** Longest sides, ascending. */
    sides: z.array(z.int().positive()).max(8),
    thumbhash: z.string().max(64).nullable(),
    made_of: z.enum(['original', 'embedded', 'browser']),
    /** Of the original; null where they are not known. */
    width: z.int().positive().nullable(),
    height: z.int().positive().nullable(),
  }),
  /** What the camera wrote about it. Where it was taken is not among it: events cannot be taken back. */
  MediaDescribed: z.strictObject({
    taken: Taken.nullable(),
    camera: Camera.nullable(),
    exposure: Exposure.nullable(),
    /** Whether the file says where, too. */
    located: z.boolean(),
    /** Of a video: how it is encoded, and how its frames were turned. */
    video: z.strictObject({ codec: z.string().nullable(), rotation: z.int() }).optional(),
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
