// Whether a decoder may take an image, by its header alone. A WASM heap never shrinks and an isolate has 128 MB, so nothing
// is decoded that would need more than the budget; the numbers are fits to the table in the README.
import type { Kind } from '#shared/mediahub/media/image-header';
import type { Look } from './look.ts';

export type Decoder = 'magick';

const MEGA = 1_000_000;
const BUDGET_BYTES = 100 * MEGA;

/** ImageMagick starts with this much. */
const MAGICK_BASE_BYTES = 17 * MEGA;

/** Heap per pixel. A baseline JPEG is decoded at the scale of the thumbnail, whatever its size. */
const MAGICK_BYTES_PER_PIXEL: Record<Kind, number> = {
  jpeg: 0,
  progressive: 3.6,
  png: 7.6,
  webp: 7.8,
  gif: 5.5,
  avif: 21,
  // Not measured, since nothing here can encode one: the same container library, and a margin.
  heic: 26,
};

/** What ImageMagick's heap will have grown to. */
const magickHeap = ({ kind, stored, bytes }: Look): number =>
  MAGICK_BASE_BYTES + MAGICK_BYTES_PER_PIXEL[kind] * stored.width * stored.height + bytes;

/** Null: more pixels than any decoder may take. */
export function decoderFor(look: Look): Decoder | null {
  return magickHeap(look) <= BUDGET_BYTES ? 'magick' : null;
}
