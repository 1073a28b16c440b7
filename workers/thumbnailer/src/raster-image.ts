// Pixels in memory as ImageMagick's image.
import {
  MagickFormat,
  MagickGeometry,
  MagickImage,
  MagickReadSettings,
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

/** @param crop what of the full picture is shown */
export function imageOf({ rgba, width, height, factor }: Raster, crop: Frame | null = null): IMagickImage {
  const image = MagickImage.create();
  image.read(rgba, new MagickReadSettings({ format: MagickFormat.Rgba, width, height, depth: 8 }));
  if (crop) cropTo(image, crop, factor);
  return image;
}
