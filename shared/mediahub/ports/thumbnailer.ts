// The thumbnailer's contract is HTTP over the binding, since bytes stream by `fetch`, not by RPC arguments:
//   POST /renditions  body: the image, or its beginning; header TOTAL_BYTES when that is not all of it
//   200 multipart/form-data   `answer`: an Answer as JSON; one JPEG per rendition, named by its longest side
//   429 problem       another decode is running: `retry-after-ms` (busy)
import * as z from 'zod';

/** Longest sides: for a grid, and for a screen. The second is made of pictures that are larger than the first. */
export const RENDITION_SIDES = [400, 1600] as const;
export const [THUMBNAIL_SIDE, SCREEN_SIDE] = RENDITION_SIDES;

/** How they are made now. Raised when old ones should be made again. */
export const RENDITION_RECIPE = 1;

/** Zoom into what the browser cannot show itself; made when it is asked for. */
export const ZOOM_SIDE = 4096;

/** Request header: how long the whole file is. */
export const TOTAL_BYTES = 'x-total-bytes';
/** Request header: the sides that are wanted, with commas between. RENDITION_SIDES without it. */
export const SIDES = 'x-sides';

/** More is never loaded as a whole: of a larger file only the beginning is looked at. */
export const MAX_WHOLE_BYTES = 60_000_000;
export const BEGINNING_BYTES = 8 * 1024 * 1024;

export const THUMBNAIL_REFUSALS = ['file_unreadable', 'too_many_pixels', 'decode_failed'] as const;

const text = z.string().nullable();
const number = z.number().positive().nullable();

/** When the camera's clock says the picture was taken; its distance from UTC where that is known. */
export const Taken = z.strictObject({ local: z.string(), zone: text });
export const Camera = z.strictObject({ make: text, model: text, lens: text });
export const Exposure = z.strictObject({
  seconds: number,
  f_number: number,
  iso: number,
  focal_length_mm: number,
});
export const Location = z.strictObject({
  latitude: z.number(),
  longitude: z.number(),
  altitude_m: z.number().nullable(),
});

export const Report = z.strictObject({
  /** Of the original, as people see it. */
  width: z.int().positive(),
  height: z.int().positive(),
  taken: Taken.nullable(),
  camera: Camera.nullable(),
  exposure: Exposure.nullable(),
  location: Location.nullable(),
  /** What the renditions were made of: the picture itself, or a small one that the camera put into the file. */
  made_of: z.enum(['original', 'embedded']).nullable(),
  /** Base64, about 25 bytes: what a tile shows until its thumbnail loads. */
  thumbhash: text,
});
export type Report = z.infer<typeof Report>;

/** Without renditions `refused` says why, and that is final: the same bytes fail again. */
export const Answer = z.strictObject({
  refused: z.enum(THUMBNAIL_REFUSALS).nullable(),
  /** Null: there is no readable header. */
  report: Report.nullable(),
});
export type Answer = z.infer<typeof Answer>;

/** Anything with `fetch`: a service binding. */
export interface FetchPort {
  fetch(request: Request): Promise<Response>;
}
