// What an image is by its header. Cameras put megabytes of metadata before it, so a short look is followed by one long one;
// looking again at every chunk would cost the square of the size on a hostile file.
import { imageHeaderOf, type ImageHeader } from '#shared/mediahub/media/image-header';

const SHORT_LOOK = 128 * 1024;
const LONG_LOOK = 8 * 1024 * 1024;

/** `beyond`: there is more of the file than was looked at, and the header may be there. */
export type Seen = ImageHeader | 'none' | 'beyond';

/** @param firstBytes reads at most so many bytes from the start of the image */
export async function headerOf(firstBytes: (length: number) => Promise<Uint8Array<ArrayBuffer>>): Promise<Seen> {
  for (const length of [SHORT_LOOK, LONG_LOOK]) {
    const bytes = await firstBytes(length);
    const header = imageHeaderOf(bytes);
    if (header) return header;
    if (bytes.length < length) return 'none';
  }
  return 'beyond';
}
