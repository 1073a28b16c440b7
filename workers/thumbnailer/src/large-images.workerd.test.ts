import { ImageMagick, initializeImageMagick, MagickFormat, MagickReadSettings } from '@imagemagick/magick-wasm';
import wasm from '@imagemagick/magick-wasm/magick.wasm';
import { describe, expect, it } from 'vitest';
import { load } from 'exifreader';
import { look, pngClaiming, withOrientation } from '../test/pictures.ts';
import { fixture, type Fixture } from '../test/fixtures.ts';
import { made, quadrants, sizeIn, thumbnailIn, type Made } from '../test/post.ts';

/** Left half red, right half blue. The decoder under test may have let go of the library in the meantime. */
async function picture(width: number, height: number, format: MagickFormat): Promise<Uint8Array<ArrayBuffer>> {
  await initializeImageMagick(wasm);
  const rgba = new Uint8Array(width * height * 4);
  const row = new Uint32Array(width).map((_, x) => (x < width / 2 ? 0xff_14_14_dc : 0xff_dc_14_14));
  for (let y = 0; y < height; y++) rgba.set(new Uint8Array(row.buffer), y * width * 4);
  const settings = new MagickReadSettings({ format: MagickFormat.Rgba, width, height, depth: 8 });
  return ImageMagick.read(rgba, settings, (image) => image.write(format, (data) => new Uint8Array(data)));
}

async function expectPicture(bytes: Uint8Array<ArrayBuffer>, original: string, shown: number[]): Promise<Made> {
  const picture = await made(bytes);
  expect([picture.refused, sizeIn(picture)]).toEqual([null, original]);
  const { width, height } = look(thumbnailIn(picture));
  expect([width, height]).toEqual(shown);
  return picture;
}

const expectHalves = (picture: Made): void => {
  const seen = look(thumbnailIn(picture));
  expect([seen.at(0.25, 0.5), seen.at(0.75, 0.5)]).toEqual(['red', 'blue']);
};

const QUADRANTS = [[220, 40, 40], [40, 180, 60], [50, 80, 220], [240, 220, 50]]; // prettier-ignore

describe('a large image', () => {
  it('of 12 megapixels as JPEG becomes a thumbnail, upright, without metadata', async () => {
    const jpeg = withOrientation(await picture(4000, 3000, MagickFormat.Jpeg), 6);
    const thumbnail = thumbnailIn(await expectPicture(jpeg, '3000x4000', [300, 400]));
    const seen = look(thumbnail);
    expect([seen.at(0.5, 0.25), seen.at(0.5, 0.75)]).toEqual(['red', 'blue']);
    expect(load(thumbnail.buffer).Make).toBeUndefined();
  });

  it.each<[Fixture, string, number]>([
    ['jpeg-12mp-progressive.jpg', '4000x3000', 300],
    ['png-12mp.png', '4000x3000', 300],
    ['webp-8mp.webp', '3400x2400', 282],
    ['gif-6mp.gif', '2800x2000', 286],
  ])('%s becomes a thumbnail', async (name, size, height) => {
    const seen = quadrants(thumbnailIn(await expectPicture(fixture(name), size, [400, height])));
    seen.forEach((colour, i) =>
      colour.forEach((value, c) => expect(Math.abs(value - (QUADRANTS[i]?.[c] ?? -99))).toBeLessThan(12)),
    );
  });

  it('as PNG that is cut off shows the rows that are there', async () => {
    const png = fixture('png-12mp.png');
    const cut = thumbnailIn(await expectPicture(png.slice(0, png.length / 2), '4000x3000', [400, 300]));
    expect([look(cut).at(0.25, 0.05), look(cut).at(0.5, 0.98)]).toEqual(['red', 'white']);
  });

  it('becomes a picture for the screen, too, and a hash for its tile', async () => {
    const { files, report } = await made(await picture(4000, 3000, MagickFormat.Jpeg));
    expect([...files].map(([side, jpeg]) => [side, look(jpeg).width])).toEqual([[1600, 1600], [400, 400]]); // prettier-ignore
    expect(atob(report?.thumbhash ?? '').length).toBeGreaterThan(4);
  });

  it('that no decoder may take is refused by its header, with its size', async () => {
    const picture = await made(pngClaiming(5000, 4000));
    expect([picture.refused, sizeIn(picture)]).toEqual(['too_many_pixels', '5000x4000']);
  });

  it('that is cut off becomes a thumbnail of what is there', async () => {
    const jpeg = await picture(2000, 1500, MagickFormat.Jpeg);
    for (const length of [jpeg.length / 2, jpeg.length - 2000])
      await expectPicture(jpeg.slice(0, length), '2000x1500', [400, 300]);
  });

  it('of which only the beginning is here shows the small one in it', async () => {
    const jpeg = await picture(3000, 2000, MagickFormat.Jpeg);
    const { refused, report } = await made(jpeg.slice(0, 5000), { total: 70_000_000 });
    expect([refused, report?.width]).toEqual(['too_many_pixels', 3000]);
  });
});

describe('an AVIF', () => {
  it('becomes a thumbnail, and the next image too', async () => {
    const avif = await picture(600, 400, MagickFormat.Avif);
    expectHalves(await expectPicture(avif, '600x400', [400, 267]));
    await expectPicture(avif, '600x400', [400, 267]);
  });
});

describe('a JPEG that ends before its pixels', () => {
  it('cannot be decoded, and its size is known all the same', async () => {
    const jpeg = await picture(600, 400, MagickFormat.Jpeg);
    const scan = jpeg.findIndex((byte, i) => byte === 0xff && jpeg[i + 1] === 0xda);
    const broken = await made(jpeg.slice(0, scan));
    expect([broken.refused, sizeIn(broken)]).toEqual(['decode_failed', '600x400']);
  });
});
