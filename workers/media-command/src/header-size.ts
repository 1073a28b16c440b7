// Width and height of an image from its header. Cameras put megabytes of metadata before it, so a short look is
// followed by one long one; looking again at every chunk would cost the square of the size on a hostile file.
import { imageDimensionsFromData } from 'image-dimensions';
import type { Size } from '#shared/mediahub/media/orientation';

const SHORT_LOOK = 128 * 1024;
const LONG_LOOK = 8 * 1024 * 1024;

/**
 * The size as stored (orientation not applied), or null when there is no readable header.
 * @param firstBytes reads at most so many bytes from the start of the image
 */
export async function headerSize(
  firstBytes: (length: number) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Size | null> {
  for (const length of [SHORT_LOOK, LONG_LOOK]) {
    const bytes = await firstBytes(length);
    const size = imageDimensionsFromData(bytes);
    if (size && size.width > 0 && size.height > 0) return { width: size.width, height: size.height };
    if (bytes.length < length) return null;
  }
  return null;
}
