// photon: small and quick for small images. It ignores EXIF orientation, so the few pixels of the thumbnail are turned
// here; it panics (a WASM trap) on broken data, and the next call works.
import { PhotonImage, resize, SamplingFilter } from '@cf-wasm/photon/workerd';
import { readOrientation } from '#shared/mediahub/media/orientation';
import { THUMBNAIL_SIDE } from '#shared/mediahub/ports/thumbnailer';
import { onWhite, turnUpright, type Pixels } from '../pixels.ts';
import { targetSize } from '../target-size.ts';

const JPEG_QUALITY = 82;

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

/** The thumbnail as a JPEG. @throws what the panic says, which is no more than 'unreachable' */
export const photonThumbnail = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  encoded(onWhite(turnUpright(shrunk(bytes), readOrientation(bytes))));
