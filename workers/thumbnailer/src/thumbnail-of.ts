// From bytes to thumbnail. Header first: kind and size decide which decoder may touch the image, if any, since their
// memory grows with the pixels and never shrinks.
import { Problem } from '#shared/http/problem';
import { readOrientation, upright, type Size } from '#shared/mediahub/media/orientation';
import { ORIGINAL_HEIGHT, ORIGINAL_WIDTH } from '#shared/mediahub/ports/thumbnailer';
import { decoderFor, magickHeap, type Look } from './decoder-for.ts';
import { magickThumbnail } from './decoders/magick.ts';
import { photonThumbnail } from './decoders/photon.ts';
import { lookAt } from './look.ts';

export interface Thumbnail {
  jpeg: Uint8Array<ArrayBuffer>;
  /** The original's size as people see it. */
  original: Size;
}

export const sizeHeaders = ({ width, height }: Size): Record<string, string> => ({
  [ORIGINAL_WIDTH]: String(width),
  [ORIGINAL_HEIGHT]: String(height),
});

/** AVIF and HEIC say in their container how they are turned, and only the decoder knows. */
const turnsByItself = ({ kind }: Look): boolean => kind === 'avif' || kind === 'heic';

/**
 * The thumbnail of an image.
 * @throws Problem file_unreadable, too_many_pixels (with the size of the original), decode_failed: final, the same bytes
 *   fail again.
 */
export async function thumbnailOf(bytes: Uint8Array<ArrayBuffer>): Promise<Thumbnail> {
  const look = lookAt(bytes);
  if (!look) throw new Problem('file_unreadable', 'The header of the image cannot be read.');
  const original = upright(look, turnsByItself(look) ? 1 : readOrientation(bytes));
  const decoder = decoderFor(look);
  if (decoder === null)
    throw new Problem('too_many_pixels', 'No decoder may take that many pixels.', {
      headers: turnsByItself(look) ? {} : sizeHeaders(original),
    });
  try {
    if (decoder === 'photon') return { jpeg: photonThumbnail(bytes), original };
    const { jpeg, size } = await magickThumbnail(bytes, look.kind, magickHeap(look));
    return { jpeg, original: turnsByItself(look) ? size : original };
  } catch {
    throw new Problem('decode_failed', 'The image is broken or of an unusual kind.');
  }
}
