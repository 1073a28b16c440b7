// Colours that were weighed by their alpha when the file was written (Apple's PNGs, AVIF with a `prem` reference): brought back to
// those that everything else expects, before anything is shrunk.
import type { IMagickImage } from '@imagemagick/magick-wasm';
import { eachRow } from './each-row.ts';

const OPAQUE = 255;

export function unweigh(image: IMagickImage): void {
  if (!image.hasAlpha) return;
  eachRow(image, (row, channels) => {
    for (let at = 0; at + channels <= row.length; at += channels) {
      const alpha = row[at + channels - 1] ?? OPAQUE;
      if (alpha === 0 || alpha === OPAQUE) continue;
      for (let i = at; i < at + channels - 1; i++)
        row[i] = Math.min(OPAQUE, Math.round(((row[i] ?? 0) * OPAQUE) / alpha));
    }
  });
}
