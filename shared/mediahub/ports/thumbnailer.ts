// The thumbnailer's contract is HTTP over the binding, since bytes stream by `fetch`, not by RPC arguments:
//   POST /thumbnail   body: the image; header content-type
//   200 image/jpeg    body: the thumbnail, longest side THUMBNAIL_SIDE; headers: the original's size as people see it
//   422 problem       `code`: why this image cannot be decoded (final), one of THUMBNAIL_REFUSALS;
//                     for too_many_pixels with the headers of a 200, where the size is known
//   429 problem       another decode is running: `retry-after-ms` (busy)
export const THUMBNAIL_SIDE = 400;

/** Response headers: width and height of the original, orientation applied. */
export const ORIGINAL_WIDTH = 'x-original-width';
export const ORIGINAL_HEIGHT = 'x-original-height';

export const THUMBNAIL_REFUSALS = ['file_unreadable', 'too_many_pixels', 'decode_failed'] as const;

/** Anything with `fetch`: a service binding. */
export interface FetchPort {
  fetch(request: Request): Promise<Response>;
}
