// The decoder. Header first: the size decides whether photon may touch the image at all, since its memory grows
// with the pixels and never shrinks. Photon panics (a WASM trap) on broken data; the next call works.
import { PhotonImage, resize, SamplingFilter } from '@cf-wasm/photon/workerd';
import { imageDimensionsFromData } from 'image-dimensions';
import { Problem } from '#shared/http/problem';
import { readOrientation, upright, type Size } from '#shared/media/orientation';
import { PHOTON_MAX_PIXELS, THUMBNAIL_SIDE } from '#shared/ports/thumbnailer';
import { onWhite, turnUpright, type Pixels } from './pixels.ts';
import { targetSize } from './target-size.ts';

const JPEG_QUALITY = 82;

export interface Thumbnail {
  jpeg: Uint8Array<ArrayBuffer>;
  /** The original's size as people see it. */
  original: Size;
}

const pixelsOf = (image: PhotonImage): Pixels => ({
  width: image.get_width(),
  height: image.get_height(),
  rgba: image.get_raw_pixels(),
});

/** Decodes and shrinks. WASM memory is not garbage collected: every image is freed, also on the way out of an error. */
function shrunk(bytes: Uint8Array): Pixels {
  const image = PhotonImage.new_from_byteslice(bytes);
  try {
    const to = targetSize({ width: image.get_width(), height: image.get_height() }, THUMBNAIL_SIDE);
    if (to.width === image.get_width() && to.height === image.get_height()) return pixelsOf(image);
    // Triangle takes a third of Lanczos' time, and a decode stalls every Worker of a local workerd.
    const small = resize(image, to.width, to.height, SamplingFilter.Triangle);
    try {
      return pixelsOf(small);
    } finally {
      small.free();
    }
  } finally {
    image.free();
  }
}

/** Encoding anew is what drops EXIF, GPS and everything else the camera wrote. */
function encoded({ width, height, rgba }: Pixels): Uint8Array<ArrayBuffer> {
  const image = new PhotonImage(rgba, width, height);
  try {
    return new Uint8Array(image.get_bytes_jpeg(JPEG_QUALITY));
  } finally {
    image.free();
  }
}

/**
 * The thumbnail of a JPEG, PNG, WebP or GIF.
 * @throws Problem file_unreadable, too_many_pixels, decode_failed: final, the same bytes fail again.
 */
export function thumbnailOf(bytes: Uint8Array<ArrayBuffer>): Thumbnail {
  const stored = imageDimensionsFromData(bytes);
  if (!stored || stored.width < 1 || stored.height < 1)
    throw new Problem('file_unreadable', 'The header of the image cannot be read.');
  if (stored.width * stored.height > PHOTON_MAX_PIXELS) throw new Problem('too_many_pixels');
  const orientation = readOrientation(bytes);
  try {
    const jpeg = encoded(onWhite(turnUpright(shrunk(bytes), orientation)));
    return { jpeg, original: upright(stored, orientation) };
  } catch {
    // A panic says no more than 'unreachable'. It leaves its input behind in WASM memory (measured: nothing else).
    throw new Problem('decode_failed', 'The image is broken or of an unusual kind.');
  }
}
