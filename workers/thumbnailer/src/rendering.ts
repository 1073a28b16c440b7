// From decoded pixels to a JPEG: shrunk, on its canvas, upright, in sRGB, on white, without metadata. Shrinking comes first,
// so that everything else costs next to nothing.
import {
  AlphaAction,
  ColorProfile,
  ColorSpace,
  CompositeOperator,
  MagickColors,
  MagickFormat,
  MagickGeometry,
  MagickImage,
  Point,
  type IMagickImage,
} from '@imagemagick/magick-wasm';
import type { GifFrame } from '#shared/mediahub/media/gif';
import type { ImageHeader } from '#shared/mediahub/media/image-header';
import { SRGB_PROFILE } from './srgb.ts';
import { targetSize } from './target-size.ts';

const JPEG_QUALITY = 82;

const exactly = (width: number, height: number): MagickGeometry => {
  const geometry = new MagickGeometry(width, height);
  geometry.ignoreAspectRatio = true;
  return geometry;
};

/** Resizing weighs colours by their alpha, so that what is transparent leaves no rim. */
function resized(image: IMagickImage, width: number, height: number): void {
  if (image.width !== width || image.height !== height) image.resize(exactly(width, height));
}

/** A first frame smaller than its canvas: shrunk by the same factor, and put where it belongs. */
function placed(image: IMagickImage, frame: GifFrame, { stored }: ImageHeader, side: number): IMagickImage {
  const size = targetSize(stored, side);
  const scale = size.width / stored.width;
  const at = (n: number) => Math.round(n * scale);
  resized(image, Math.max(1, at(frame.width)), Math.max(1, at(frame.height)));
  const canvas = MagickImage.create();
  canvas.read(MagickColors.White, size.width, size.height);
  canvas.composite(image, CompositeOperator.Over, new Point(at(frame.x), at(frame.y)));
  image.dispose();
  return canvas;
}

/** A profile that makes no sense for this picture is ignored, as browsers ignore it. */
function inSrgb(image: IMagickImage): void {
  try {
    image.transformColorSpace(new ColorProfile(SRGB_PROFILE));
  } catch {
    image.removeProfile('icc');
  }
  if (image.colorSpace !== ColorSpace.sRGB) image.colorSpace = ColorSpace.sRGB;
}

export interface Source {
  image: IMagickImage;
  /** Where the decoded part is on its canvas, where it does not fill it. */
  frame: GifFrame | null;
}

/** The picture as people see it, its longest side at most `side`. Disposes of the source. */
export function rendered(
  { image: decoded, frame }: Source,
  header: ImageHeader,
  side: number,
): Uint8Array<ArrayBuffer> {
  let image = decoded;
  try {
    if (frame) image = placed(image, frame, header, side);
    else {
      const { width, height } = targetSize(header.stored, side);
      resized(image, width, height);
    }
    inSrgb(image);
    image.backgroundColor = MagickColors.White;
    image.alpha(AlphaAction.Remove);
    // Ours, not the decoder's: what is recorded as width and height was turned by the same rule.
    image.orientation = header.orientation;
    image.autoOrient();
    // Encoding anew without profiles drops EXIF, GPS and everything else the camera wrote.
    image.strip();
    image.quality = JPEG_QUALITY;
    return image.write(MagickFormat.Jpeg, (data) => new Uint8Array(data));
  } finally {
    image.dispose();
  }
}
