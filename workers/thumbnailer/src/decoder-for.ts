// Which decoder may take an image, by its header alone. A WASM heap never shrinks and an isolate has 128 MB, so nothing is
// decoded that would need more than 90 MB beside photon's 33; the numbers are fits to the table in the README.
import type { Size } from '#shared/mediahub/media/orientation';

export type Kind = 'jpeg' | 'progressive' | 'png' | 'webp' | 'gif' | 'avif' | 'heic';
export type Decoder = 'photon' | 'magick';

export interface Look extends Size {
  kind: Kind;
  /** Length of the file: it lies in the heap as well. */
  bytes: number;
}

const MEGA = 1_000_000;
const BUDGET_BYTES = 90 * MEGA;

/** Up to here photon is as quick, and needs no start of its own; 0: it cannot read them, or panics. */
const PHOTON_UP_TO: Record<Kind, number> = {
  jpeg: 2 * MEGA,
  progressive: MEGA,
  png: 2 * MEGA,
  webp: 2 * MEGA,
  gif: 2 * MEGA,
  avif: 0,
  heic: 0,
};

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
export const magickHeap = ({ kind, width, height, bytes }: Look): number =>
  MAGICK_BASE_BYTES + MAGICK_BYTES_PER_PIXEL[kind] * width * height + bytes;

/** Null: more pixels than any decoder may take. */
export function decoderFor(look: Look): Decoder | null {
  if (look.width * look.height <= PHOTON_UP_TO[look.kind]) return 'photon';
  return magickHeap(look) <= BUDGET_BYTES ? 'magick' : null;
}
