import { ImageMagick, initializeImageMagick, MagickFormat, MagickReadSettings } from '@imagemagick/magick-wasm';
import wasm from '@imagemagick/magick-wasm/magick.wasm';
import { describe, expect, it } from 'vitest';
import { load } from 'exifreader';
import { ORIGINAL_HEIGHT, ORIGINAL_WIDTH } from '#shared/mediahub/ports/thumbnailer';
import { look, withOrientation } from '../test/pictures.ts';
import { thumbnails } from './thumbnails.ts';

/** Asks until it is heard, as callers do. */
async function post(body: BodyInit): Promise<Response> {
  for (;;) {
    const response = await thumbnails.request('/thumbnail', { method: 'POST', body });
    if (response.status !== 429) return response;
    await scheduler.wait(Number(response.headers.get('retry-after-ms')));
  }
}

/** Left half red, right half blue. The decoder under test may have let go of the library meanwhile. */
async function picture(width: number, height: number, format: MagickFormat): Promise<Uint8Array<ArrayBuffer>> {
  await initializeImageMagick(wasm);
  const rgba = new Uint8Array(width * height * 4);
  const row = new Uint32Array(width).map((_, x) => (x < width / 2 ? 0xff_14_14_dc : 0xff_dc_14_14));
  for (let y = 0; y < height; y++) rgba.set(new Uint8Array(row.buffer), y * width * 4);
  const settings = new MagickReadSettings({ format: MagickFormat.Rgba, width, height, depth: 8 });
  return ImageMagick.read(rgba, settings, (image) => image.write(format, (data) => new Uint8Array(data)));
}

const sizeIn = ({ headers }: Response) => [headers.get(ORIGINAL_WIDTH), headers.get(ORIGINAL_HEIGHT)].map(Number);
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

async function expectThumbnail(
  response: Response,
  original: number[],
  shown: number[],
): Promise<Uint8Array<ArrayBuffer>> {
  expect(response.status).toBe(200);
  expect(sizeIn(response)).toEqual(original);
  const bytes = await bytesOf(response);
  const seen = look(bytes);
  expect([seen.width, seen.height]).toEqual(shown);
  return bytes;
}

describe('a large image', () => {
  it('of 12 megapixels as JPEG becomes a thumbnail, upright, without metadata', async () => {
    const jpeg = withOrientation(await picture(4000, 3000, MagickFormat.Jpeg), 6);
    const bytes = await expectThumbnail(await post(jpeg), [3000, 4000], [300, 400]);
    const seen = look(bytes);
    expect([seen.at(0.5, 0.25), seen.at(0.5, 0.75)]).toEqual(['red', 'blue']);
    expect(load(bytes.buffer).Make).toBeUndefined();
  });

  it.each([
    ['progressive JPEG', 4000, 3000, MagickFormat.Pjpeg],
    ['PNG', 2800, 2000, MagickFormat.Png],
    ['WebP', 2800, 2000, MagickFormat.WebP],
    ['GIF', 2800, 2000, MagickFormat.Gif],
  ])('as %s becomes a thumbnail', async (_, width, height, format) => {
    const seen = look(
      await expectThumbnail(
        await post(await picture(width, height, format)),
        [width, height],
        [400, Math.round((400 * height) / width)],
      ),
    );
    expect([seen.at(0.25, 0.5), seen.at(0.75, 0.5)]).toEqual(['red', 'blue']);
  });

  it('that no decoder may take is refused by its header, with its size', async () => {
    const response = await post(await picture(4000, 3000, MagickFormat.Png));
    expect([response.status, (await response.json<{ code: string }>()).code]).toEqual([422, 'too_many_pixels']);
    expect(sizeIn(response)).toEqual([4000, 3000]);
  });

  it('that is cut off becomes a thumbnail of what is there', async () => {
    const jpeg = await picture(2000, 1500, MagickFormat.Jpeg);
    for (const length of [jpeg.length / 2, jpeg.length - 2000])
      await expectThumbnail(await post(jpeg.slice(0, length)), [2000, 1500], [400, 300]);
  });
});

describe('an AVIF', () => {
  it('becomes a thumbnail, and the next image too', async () => {
    const avif = await picture(600, 400, MagickFormat.Avif);
    const seen = look(await expectThumbnail(await post(avif), [600, 400], [400, 267]));
    expect([seen.at(0.25, 0.5), seen.at(0.75, 0.5)]).toEqual(['red', 'blue']);
    await expectThumbnail(await post(avif), [600, 400], [400, 267]);
  });

  it('that is cut off is broken', async () => {
    const avif = await picture(600, 400, MagickFormat.Avif);
    const response = await post(avif.slice(0, avif.length - 100));
    expect((await response.json<{ code: string }>()).code).toBe('decode_failed');
  });
});
