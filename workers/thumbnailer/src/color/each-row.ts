// The pixels of a decoded image, row by row, changed in place: never all of them are held beside the image.
import type { IMagickImage } from '@imagemagick/magick-wasm';

/** @param change gets the samples of one row, and how many of them a pixel has; alpha is the last of those */
export function eachRow(image: IMagickImage, change: (row: Uint8Array, channels: number) => void): void {
  image.getPixels((pixels) => {
    const { width, height } = image;
    for (let y = 0; y < height; y++) {
      const row = pixels.getArea(0, y, width, 1);
      change(row, row.length / width);
      pixels.setArea(0, y, width, 1, row);
    }
  });
}
