// Colours that were weighed by their alpha when the file was written (Apple's PNGs, AVIF with a `prem` reference): brought back to
// those that everything else expects, before anything is shrunk.
import type { IMagickImage } from '@imagemagick/magick-wasm';

const OPAQUE = 255;

export function unweigh(image: IMagickImage): void {
  if (!image.hasAlpha) return;
  image.getPixels((pixels) => {
    const { width, height } = image;
    for (let row = 0; row < height; row++) {
      const area = pixels.getArea(0, row, width, 1);
      const channels = area.length / width;
      for (let at = 0; at + channels <= area.length; at += channels) {
        const alpha = area[at + channels - 1] ?? OPAQUE;
        if (alpha === 0 || alpha === OPAQUE) continue;
        for (let i = at; i < at + channels - 1; i++)
          area[i] = Math.min(OPAQUE, Math.round(((area[i] ?? 0) * OPAQUE) / alpha));
      }
      pixels.setArea(0, row, width, 1, area);
    }
  });
}
