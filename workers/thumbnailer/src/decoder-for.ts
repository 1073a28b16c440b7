// Which decoder may take an image, by its header alone. A WASM heap never shrinks and an isolate has 128 MB, so nothing
// is decoded that would need more than the budget; the numbers are fits to the table in the README.
import type { Kind } from '#shared/mediahub/media/image-header';
import { codingOf } from './frames/webp.ts';
import type { ImageInspection } from './inspect-image.ts';
import { isExact } from './repair/png-transparency.ts';

const MEGA = 1_000_000;
const BUDGET_BYTES = 110 * MEGA;

/** ImageMagick starts with this much. */
const MAGICK_BASE_BYTES = 17 * MEGA;

/** Heap per pixel. A baseline JPEG is decoded at the scale of its largest rendition, at any size. */
const MAGICK_BYTES_PER_PIXEL: Record<Kind, number> = {
  jpeg: 0,
  progressive: 3.6,
  png: 7.6,
  // Lossless or transparent; an opaque lossy one takes 7.2.
  webp: 11.3,
  gif: 5.5,
  avif: 21,
  // Only transparent ones: the others have their own decoders.
  heic: 26,
};

/** What ImageMagick's heap will have grown to, and the file, which is outside as well. */
const magickHeap = ({ kind, stored, bytes }: ImageInspection): number =>
  MAGICK_BASE_BYTES + MAGICK_BYTES_PER_PIXEL[kind] * stored.width * stored.height + 2 * bytes;

export const fitsMagick = (look: ImageInspection): boolean => magickHeap(look) <= BUDGET_BYTES;

/** A file in memory, twice for a moment, beside the picture that it becomes. */
const MAX_ROWS_BYTES = 40 * MEGA;

/** Where its header says that it comes in passes: then the whole picture is there, and ImageMagick with what it becomes. */
const PNG_INTERLACE = 28;
const RASTER_BYTES = 36 * MEGA;
const fitsWhole = ({ stored, bytes }: ImageInspection): boolean =>
  RASTER_BYTES + 4 * stored.width * stored.height + 2 * bytes <= BUDGET_BYTES;

/** From here on ImageMagick takes more than what shrinks while it reads; and as much as libwebp may take, lossy. */
const LARGE_PIXELS: Partial<Record<Kind, number>> = { png: 8 * MEGA, webp: 4 * MEGA };
const WEBP_PIXELS = 14 * MEGA;

/** What is shrunk while it is read. */
export function fitsRows(look: ImageInspection, file: Uint8Array<ArrayBuffer>): boolean {
  const { kind, stored, bytes } = look;
  const pixels = stored.width * stored.height;
  const isLarge = pixels > (LARGE_PIXELS[kind] ?? Infinity) || !fitsMagick(look);
  if (kind === 'png')
    return (isLarge || isExact(file)) && bytes <= MAX_ROWS_BYTES && (file[PNG_INTERLACE] === 0 || fitsWhole(look));
  if (kind !== 'webp' || !isLarge || bytes > MAX_ROWS_BYTES) return false;
  const coding = codingOf(file);
  return coding === 'lossless' || (coding === 'lossy' && pixels <= WEBP_PIXELS);
}
