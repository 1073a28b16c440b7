// Pictures that lost a part on their way, and hints in a file that are wrong: what browsers show of them is the thumbnail.
import { describe, expect, it } from 'vitest';
import { riffChunks } from '#shared/mediahub/media/riff';
import { segmentsOf } from '#shared/mediahub/media/jpeg';
import { chunksOf } from '#shared/mediahub/media/png';
import { fixture } from '../test/fixtures.ts';
import { look, picture, transparent } from '../test/pictures.ts';
import { made, sizeIn, thumbnailIn } from '../test/post.ts';
import { pngOf } from './repair/png-chunks.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const SOS = 0xda;
const ROW_BYTES = 1 + 300 * 3;

/** What is left of the data behind the scan's header. */
function cutTo(jpeg: Bytes, share: number): Bytes {
  const data = [...segmentsOf(jpeg)].find(({ marker }) => marker === SOS)?.end ?? 0;
  return jpeg.slice(0, data + Math.floor((jpeg.length - data) * share));
}

describe('a JPEG that was cut off', () => {
  it.each([0.3, 0.6, 0.9])('to %f of its data: what is there, on white', async (share) => {
    const shown = await made(cutTo(picture(300, 200, 'jpeg'), share));
    expect([shown.refused, sizeIn(shown)]).toEqual([null, '300x200']);
    const seen = look(thumbnailIn(shown));
    const [red, green] = seen.colour(0.25, 0.02);
    expect(red - green).toBeGreaterThan(100);
    expect(seen.at(0.25, 0.99)).toBe('white');
  });

  it('a gray picture that is whole stays gray', async () => {
    const jpeg = fixture('jpeg-L-small.jpg');
    const seen = look(thumbnailIn(await made(jpeg)));
    expect(seen.at(0.25, 0.99)).not.toBe('white');
  });
});

describe('a PNG damaged in its middle', () => {
  it.each([40, 120, 180])('at row %i shows the rows before it, on white', async (row) => {
    const plain = [...chunksOf(fixture('icc-swapped-small.png'))].filter(({ type }) => type !== 'iCCP');
    const packed = plain.flatMap(({ type, data }) => (type === 'IDAT' ? [data] : []));
    const inflate = new Blob(packed).stream().pipeThrough(new DecompressionStream('deflate'));
    const raw = new Uint8Array(await new Response(inflate).arrayBuffer());
    raw[row * ROW_BYTES] = 9;
    const deflate = new Blob([raw]).stream().pipeThrough(new CompressionStream('deflate'));
    const data = new Uint8Array(await new Response(deflate).arrayBuffer());
    const others = plain.filter(({ type }) => !/^I(?:DAT|END)$/.test(type));
    const png = pngOf([...others, { type: 'IDAT', data }, { type: 'IEND', data: new Uint8Array(0) }]);
    const shown = await made(png);
    expect([shown.refused, sizeIn(shown)]).toEqual([null, '300x200']);
    const seen = look(thumbnailIn(shown));
    expect(seen.at(0.25, 0.99)).toBe('white');
    expect(seen.at(0.25, (row - 15) / 200)).not.toBe('white');
  });
});

it.each([0.5, 0.7, 0.9])('a PNG in passes, cut to %f of its length, is coarse and has no holes', async (share) => {
  const png = fixture('png-adam7-small.png');
  const shown = await made(png.slice(0, Math.floor(png.length * share)));
  expect([shown.refused, shown.report?.made_of, sizeIn(shown)]).toEqual([null, 'original', '300x200']);
  const seen = look(thumbnailIn(shown));
  const lightest = Array.from({ length: 100 }, (_, i) =>
    Math.max(...seen.colour((i % 10) / 10, Math.floor(i / 10) / 10)),
  );
  expect(Math.min(...lightest)).toBeGreaterThan(150);
});

it('a lossless WebP whose hint says that its alpha is not used is seen through all the same', async () => {
  const webp = transparent(300, 200, 'webp');
  const vp8l = [...riffChunks(webp)].find(({ type }) => type === 'VP8L');
  if (!vp8l) throw new Error('not lossless');
  webp[vp8l.start + 4] = (webp[vp8l.start + 4] ?? 0) & ~0x10;
  expect(look(thumbnailIn(await made(webp))).at(0.5, 0.5)).toBe('white');
});
