// The reader of lossless WebP and of alpha against libwebp's encoder, in ImageMagick: all that it writes is read to the bit.
import { MagickFormat, MagickImage, MagickReadSettings } from '@imagemagick/magick-wasm';
import { expect, it, describe } from 'vitest';
import { withMagick } from '../decoders/magick.ts';
import { webpPicture } from './webp.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const RGBA = 4;
const random = (seed: number) => () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;

/** Of few colours or many, in runs, slopes or noise; nothing is quite transparent, so that every colour counts. */
function pictureOf(seed: number) {
  const next = random(seed + 1);
  const upTo = (n: number) => 1 + Math.floor(next() * n);
  const [width, height] = [upTo(90), upTo(90)];
  const palette = Array.from({ length: upTo([1, 2, 4, 16, 17, 256][seed % 6] ?? 1) }, () => [upTo(255), upTo(255), upTo(255), upTo(255)]); // prettier-ignore
  const [across, down, isNoise, isSlope] = [upTo(9), upTo(9), next() < 0.3, next() < 0.3];
  const pixels = new Uint8Array(width * height * RGBA);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const index = isNoise ? Math.floor(next() * 256) : Math.floor(x / across) + 3 * Math.floor(y / down);
      const colour = palette[index % palette.length] ?? [];
      pixels.set(isSlope ? [x, y, (x * y) & 255, 255 - (x & 127)] : colour, (y * width + x) * RGBA);
    }
  return { width, height, pixels };
}

const encoded = (seed: number, defines: Record<string, string>): Promise<Bytes> =>
  withMagick(() => {
    const { width, height, pixels } = pictureOf(seed);
    const image = MagickImage.create();
    image.read(pixels, new MagickReadSettings({ format: MagickFormat.Rgba, width, height, depth: 8 }));
    image.quality = 75;
    for (const [name, value] of Object.entries(defines)) image.settings.setDefine(MagickFormat.WebP, name, value);
    const webp = image.write(MagickFormat.WebP, (data) => new Uint8Array(data));
    image.dispose();
    return webp;
  });

const WHOLE = 100_000;

describe.each(Array.from({ length: 36 }, (_, seed) => seed))('a WebP of any pixels: %i', (seed) => {
  it('is read to the bit where it is lossless', async () => {
    const { pixels } = pictureOf(seed);
    const webp = await encoded(seed, { lossless: 'true', exact: 'true', method: String(seed % 7) });
    const { raster } = await webpPicture(webp, WHOLE);
    expect(raster.rgba).toEqual(pixels);
  });

  it('has its alpha to the bit where it is lossy', async () => {
    const { pixels } = pictureOf(seed);
    const filter = { 'alpha-filtering': String(seed % 3), 'alpha-compression': String(seed % 2) };
    const { raster } = await webpPicture(await encoded(seed, filter), WHOLE);
    const alphas = (rgba: Uint8Array) => rgba.filter((_, i) => i % RGBA === 3);
    expect(alphas(raster.rgba)).toEqual(alphas(pixels));
  });
});

it('a lossless WebP that ends early shows its rows, and one that never begins is none', async () => {
  const webp = await encoded(2, { lossless: 'true' });
  const { width, pixels } = pictureOf(2);
  const { raster } = await webpPicture(webp.slice(0, Math.floor(webp.length * 0.8)), WHOLE);
  expect(raster.rgba.subarray(0, RGBA * width)).toEqual(pixels.subarray(0, RGBA * width));
  await expect(webpPicture(webp.slice(0, 26), WHOLE)).rejects.toThrow();
});
