// Files that were cut off or whose checksums are wrong, made readable again: browsers show what is there, decoders refuse
// the whole. Only a copy for the decoder is mended; the upload is kept byte for byte.
import { heifEnd } from '#shared/mediahub/media/heif';
import type { Look } from '../look.ts';
import { mendedGif } from './gif.ts';
import { mendedPng } from './png.ts';
import { mendedWebp } from './webp.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** More is no accident at the end of a file: the missing part would be most of the picture. */
const MAX_MISSING = 16_000_000;

/** With zeros up to the length that the file itself announces. Null when nothing is missing. */
function padded(bytes: Bytes, length: number): Bytes | null {
  if (length <= bytes.length || length > 2 * bytes.length || length - bytes.length > MAX_MISSING) return null;
  const whole = new Uint8Array(length);
  whole.set(bytes);
  return whole;
}

/** The file again, readable; null when there is nothing that could be mended. */
export async function mended(bytes: Bytes, { kind, stored }: Look): Promise<Bytes | null> {
  switch (kind) {
    case 'png':
      return mendedPng(bytes, stored);
    case 'gif':
      return mendedGif(bytes);
    case 'webp':
      return mendedWebp(bytes, stored);
    case 'heic':
    case 'avif':
      return padded(bytes, heifEnd(bytes));
    case 'jpeg':
    case 'progressive':
      // The decoder forgives these by itself.
      return null;
  }
}
