// From bytes to thumbnail. Header first: kind and size decide whether a decoder may touch the image, since its memory
// grows with the pixels and never shrinks. A file that a decoder refuses is mended once and tried again.
import { Problem } from '#shared/http/problem';
import { gifFrame, type GifFrame } from '#shared/mediahub/media/gif';
import type { ImageHeader } from '#shared/mediahub/media/image-header';
import type { Size } from '#shared/mediahub/media/orientation';
import { ORIGINAL_HEIGHT, ORIGINAL_WIDTH, THUMBNAIL_SIDE } from '#shared/mediahub/ports/thumbnailer';
import { decoderFor } from './decoder-for.ts';
import { opened, withMagick } from './decoders/magick.ts';
import { lookAt, type Look } from './look.ts';
import { mended } from './mending/mended.ts';
import { rendered } from './rendering.ts';

/** Twice the thumbnail: the decoder skips what is finer, and what is left is still enough to shrink from. */
const LEAST_SIDE = 2 * THUMBNAIL_SIDE;

export interface Thumbnail {
  jpeg: Uint8Array<ArrayBuffer>;
  /** The original's size as people see it. */
  original: Size;
}

export const sizeHeaders = ({ width, height }: Size): Record<string, string> => ({
  [ORIGINAL_WIDTH]: String(width),
  [ORIGINAL_HEIGHT]: String(height),
});

/** The first frame of a GIF, unless it fills its canvas. */
function frameOf(bytes: Uint8Array, { kind, stored }: Look): GifFrame | null {
  const frame = kind === 'gif' ? gifFrame(bytes) : null;
  return frame && (frame.width !== stored.width || frame.height !== stored.height) ? frame : null;
}

/** AVIF and HEIC say in their container how they are turned, and the decoder has turned them already. */
const asDecoded = (look: Look): ImageHeader =>
  look.kind === 'avif' || look.kind === 'heic' ? { ...look, stored: look.shown, orientation: 1 } : look;

const decoded = (bytes: Uint8Array<ArrayBuffer>, look: Look): Promise<Uint8Array<ArrayBuffer>> =>
  withMagick(() =>
    rendered(
      { image: opened(bytes, look.kind, look.stored, LEAST_SIDE), frame: frameOf(bytes, look) },
      asDecoded(look),
      THUMBNAIL_SIDE,
    ),
  );

/** @throws what the decoder says when the file cannot be mended */
async function decodedOrMended(bytes: Uint8Array<ArrayBuffer>, look: Look): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await decoded(bytes, look);
  } catch (error) {
    const whole = await mended(bytes, look);
    if (!whole) throw error;
    return decoded(whole, look);
  }
}

/**
 * The thumbnail of an image.
 * @throws Problem file_unreadable; too_many_pixels and decode_failed (with the size of the original): final, the same
 *   bytes fail again.
 */
export async function thumbnailOf(bytes: Uint8Array<ArrayBuffer>): Promise<Thumbnail> {
  const look = lookAt(bytes);
  if (!look) throw new Problem('file_unreadable', 'The header of the image cannot be read.');
  const headers = sizeHeaders(look.shown);
  if (decoderFor(look) === null)
    throw new Problem('too_many_pixels', 'No decoder may take that many pixels.', { headers });
  try {
    return { jpeg: await decodedOrMended(bytes, look), original: look.shown };
  } catch {
    throw new Problem('decode_failed', 'The image is broken or of an unusual kind.', { headers });
  }
}
