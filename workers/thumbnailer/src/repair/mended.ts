// Files that were cut off or whose checksums are wrong, made readable again: browsers show what is there, decoders refuse
// the whole. Only a copy for the decoder is mended; the upload is kept byte for byte.
import { gifFrame } from '#shared/mediahub/media/gif';
import { heifEnd } from '#shared/mediahub/media/heif';
import { onCanvas, type Still } from '../frames/first-frame.ts';
import type { ImageInspection } from '../inspect-image.ts';
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

/** A still picture again, readable; null when there is nothing that could be mended. */
export async function mended({ bytes, frame }: Still, { kind, stored }: ImageInspection): Promise<Still | null> {
  const size = frame ?? stored;
  switch (kind) {
    case 'png': {
      const png = await mendedPng(bytes, size);
      const part = png && { x: frame?.x ?? 0, y: frame?.y ?? 0, width: size.width, height: png.height };
      return png && { bytes: png.bytes, frame: onCanvas(part, stored), isWeighed: png.isWeighed };
    }
    case 'gif': {
      const gif = await mendedGif(bytes);
      return gif && { bytes: gif, frame: onCanvas(gifFrame(gif), stored) };
    }
    case 'webp': {
      const webp = mendedWebp(bytes, size);
      return webp && { bytes: webp, frame };
    }
    case 'heic':
    case 'avif': {
      const whole = padded(bytes, heifEnd(bytes));
      return whole && { bytes: whole, frame: null };
    }
    case 'jpeg':
    case 'progressive':
      // The decoder forgives these by itself.
      return null;
  }
}
