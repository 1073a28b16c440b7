// Rows of RGBA on their way to a small picture: the full one never exists. Colours weigh by their alpha, as they do where
// ImageMagick shrinks, so that what is transparent leaves no rim.
import type { Raster } from '../raster.ts';

/** Takes the rows of a picture from top to bottom; each is `width` pixels of RGBA. */
export function shrinkInto({ width: columns, height, rgba, factor }: Raster, width: number) {
  const sums = new Float64Array(columns * 4);
  let [row, inBlock] = [0, 0];

  const flush = (): void => {
    for (let i = 0, at = row * columns * 4; i < columns; i++, at += 4) {
      const alpha = sums[4 * i + 3] ?? 0;
      const pixels = inBlock * Math.min(factor, width - i * factor);
      for (let c = 0; c < 3; c++) rgba[at + c] = alpha === 0 ? 255 : Math.round((sums[4 * i + c] ?? 0) / alpha);
      rgba[at + 3] = Math.round(alpha / pixels);
    }
    sums.fill(0);
    row++;
    inBlock = 0;
  };

  return {
    add(pixels: Uint8Array, at = 0): void {
      for (let i = 0, p = at; i < columns; i++) {
        const end = at + 4 * Math.min((i + 1) * factor, width);
        let [r, g, b, a] = [0, 0, 0, 0];
        for (; p < end; p += 4) {
          const alpha = pixels[p + 3] ?? 0;
          r += (pixels[p] ?? 0) * alpha;
          g += (pixels[p + 1] ?? 0) * alpha;
          b += (pixels[p + 2] ?? 0) * alpha;
          a += alpha;
        }
        sums[4 * i] = (sums[4 * i] ?? 0) + r;
        sums[4 * i + 1] = (sums[4 * i + 1] ?? 0) + g;
        sums[4 * i + 2] = (sums[4 * i + 2] ?? 0) + b;
        sums[4 * i + 3] = (sums[4 * i + 3] ?? 0) + a;
      }
      if (++inBlock === factor) flush();
    },
    /** After the last row that is there: those that are missing stay white. */
    end(): void {
      if (inBlock > 0 && row < height) flush();
    },
  };
}
