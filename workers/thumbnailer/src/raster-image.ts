// Pixels in memory as ImageMagick's image.
import {
  AlphaAction,
  MagickColors,
  MagickGeometry,
  MagickImage,
  type IMagickImage,
} from '@imagemagick/magick-wasm';
import type { Frame } from '#shared/mediahub/media/size';
import type { Raster } from './raster.ts';

/** @param crop what of the full picture is shown; of the image, a pixel is `factor` of that */
export function cropTo(image: IMagickImage, crop: Frame, factor = 1): void {
  const at = (n: number) => Math.round(n / factor);
  if (crop.x + crop.y === 0 && at(crop.width) >= image.width && at(crop.height) >= image.height) return;
  image.crop(
    new MagickGeometry(at(crop.x), at(crop.y), Math.max(1, at(crop.width)), Math.max(1, at(crop.height))),
  );
  image.resetPage();
}

/** Rows at a time: what is on its way into the heap is in it twice. */
const STRIP_BYTES = 500_000;

const isOpaque = (rgba: Uint8Array): boolean => {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return false;
  return true;
};

/** The colours alone. */
function withoutAlpha(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let at = 0, from = 0; at < rgb.length; at += 3, from += 4) {
    rgb[at] = rgba[from] ?? 0;
    rgb[at + 1] = rgba[from + 1] ?? 0;
    rgb[at + 2] = rgba[from + 2] ?? 0;
  }
  return rgb;
}

/** @param crop what of the full picture is shown */
export function imageOf({ rgba, width, height, factor }: Raster, crop: Frame | null = null): IMagickImage {
  const image = MagickImage.create();
  image.read(MagickColors.White, width, height);
  const opaque = isOpaque(rgba);
  if (!opaque) image.alpha(AlphaAction.Set);
  const rows = Math.max(1, Math.floor(STRIP_BYTES / (4 * width)));
  image.getPixels((pixels) => {
    for (let top = 0; top < height; top += rows) {
      const strip = rgba.subarray(4 * top * width, 4 * Math.min(top + rows, height) * width);
      pixels.setArea(0, top, width, strip.length / (4 * width), opaque ? withoutAlpha(strip) : strip);
    }
  });
  if (crop) cropTo(image, crop, factor);
  return image;
}
