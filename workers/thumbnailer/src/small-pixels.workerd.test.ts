// Transparency and palettes at the edge of what their formats allow, as Chromium shows them: few pixels, each a colour to see.
import { deflateSync } from 'node:zlib';
import { riffChunks } from '#shared/mediahub/media/riff';
import { describe, expect, it } from 'vitest';
import type { Chunk } from '#shared/mediahub/media/png';
import { segmentsOf } from '#shared/mediahub/media/jpeg';
import { fixture } from '../test/fixtures.ts';
import { look } from '../test/pictures.ts';
import { made, sizeIn, thumbnailIn } from '../test/post.ts';
import { pngOf } from './repair/png-chunks.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Colour = readonly [number, number, number];

/** Columns of one colour each are so wide that a JPEG keeps them. */
const [WIDE, HIGH] = [16, 16];
const TOLERANCE = 4;
const WHITE: Colour = [255, 255, 255];
const GREEN: Colour = [40, 180, 60];
const RED: Colour = [220, 40, 40];
const BLACK: Colour = [0, 0, 0];

interface Columns {
  depth: 8 | 16;
  type: 0 | 2 | 3;
  /** Samples of one pixel of each column, as they are stored. */
  columns: readonly (readonly number[])[];
  chunks: Readonly<Record<string, readonly number[]>>;
}

function pngIn({ depth, type, columns, chunks }: Columns): Bytes {
  const row = [0, ...columns.flatMap((pixel) => Array.from({ length: WIDE }, () => pixel).flat())];
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, WIDE * columns.length);
  header.setUint32(4, HIGH);
  header.setUint16(8, (depth << 8) | type);
  const packed = deflateSync(new Uint8Array(Array.from({ length: HIGH }, () => row).flat()));
  return pngOf([
    { type: 'IHDR', data: new Uint8Array(header.buffer) },
    ...Object.entries(chunks).map(([name, data]): Chunk => ({ type: name, data: new Uint8Array(data) })),
    { type: 'IDAT', data: new Uint8Array(packed) },
    { type: 'IEND', data: new Uint8Array(0) },
  ]);
}

async function expectColumns(bytes: Bytes, colours: readonly Colour[]): Promise<void> {
  const picture = await made(bytes);
  expect(picture.refused).toBeNull();
  const seen = look(thumbnailIn(picture));
  const columns = colours.map((_, i) => seen.colour((i + 0.5) / colours.length, 0.5));
  const off = columns.flatMap((column, i) => column.map((value, c) => Math.abs(value - (colours[i]?.[c] ?? 0))));
  expect(Math.max(...off), columns.join(' | ')).toBeLessThanOrEqual(TOLERANCE);
}

describe('a PNG', () => {
  const wide = ([r, g, b]: Colour, low = 0) => [r, low, g, 0, b, 0];
  const PALETTE = [...RED, ...GREEN];

  it.each<[string, Columns, Colour[]]>([
    [
      'of 16 bits: one colour is transparent, not one that differs in its last bits',
      { depth: 16, type: 2, columns: [wide(RED), wide(RED, 1), wide(GREEN)], chunks: { tRNS: wide(RED) } },
      [WHITE, RED, GREEN],
    ],
    [
      'of 16 bits and gray: as well',
      { depth: 16, type: 0, columns: [[90, 0], [90, 1]], chunks: { tRNS: [90, 0] } },
      [WHITE, [90, 90, 90]],
    ],
    [
      'of 8 bits: of the transparent colour only 8 bits count',
      { depth: 8, type: 2, columns: [RED, GREEN], chunks: { tRNS: [1, 220, 0, 40, 0, 40] } },
      [WHITE, GREEN],
    ],
    [
      'more alphas than colours: those of the colours',
      { depth: 8, type: 3, columns: [[0], [1]], chunks: { PLTE: PALETTE, tRNS: [0, 255, 0, 0, 0] } },
      [WHITE, GREEN],
    ],
    [
      'pixels that name colours beyond its palette: its last one',
      { depth: 8, type: 3, columns: [[0], [1], [2], [255]], chunks: { PLTE: PALETTE } },
      [RED, GREEN, GREEN, GREEN],
    ],
  ])('%s', async (_, columns, colours) => expectColumns(pngIn(columns), colours)); // prettier-ignore
});

describe('a GIF', () => {
  /** Codes of three bits: clear, the pixels of two columns, clear again before the codes would grow. */
  const codes = (pixels: readonly number[]): number[] => {
    const bits = [...pixels.flatMap((pixel, i) => (i % 2 ? [pixel] : [4, pixel])), 5]
      .map((code) => [...code.toString(2).padStart(3, '0')].toReversed().join(''))
      .join('');
    return (bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt([...byte].toReversed().join(''), 2));
  };
  const gifOf = (table: readonly Colour[], columns: readonly number[]): Bytes => {
    const width = WIDE * columns.length;
    const row = columns.flatMap((pixel) => Array.from({ length: WIDE }, () => pixel));
    const data = codes(Array.from({ length: HIGH }, () => row).flat());
    const blocks = Array.from({ length: Math.ceil(data.length / 255) }, (_, i) =>
      data.slice(i * 255, (i + 1) * 255),
    );
    return new Uint8Array([
      ...new TextEncoder().encode('GIF89a'),
      ...[width, 0, HIGH, 0, table.length > 0 ? 0x80 : 0, 0, 0, ...table.flat()],
      ...[0x2c, 0, 0, 0, 0, width, 0, HIGH, 0, 0, 2],
      ...blocks.flatMap((block) => [block.length, ...block]),
      ...[0, 0x3b],
    ]);
  };

  it('that is whole has its colours', async () => expectColumns(gifOf([RED, GREEN], [0, 1]), [RED, GREEN]));

  it('shows as black what is beyond its table', async () =>
    expectColumns(gifOf([RED, GREEN], [0, 3, 1]), [RED, BLACK, GREEN]));

  it.each<[string, number[], number[]]>([
    ['no pixels', [0, 0], [0]],
    ['a width only, and a table of its own', [9, 0], [0x80, 1, 2, 3, 4, 5, 6]],
  ])('begins with the first frame that is more than %s', async (_, [width = 0, height = 0], flags) => {
    const gif = gifOf([RED, GREEN], [0, 1]);
    const head = 13 + 6;
    const control = [0x21, 0xf9, 4, 1, 0, 0, 0, 0];
    const empty = [0x2c, 3, 0, 3, 0, width, 0, height, 0, ...flags, 2, 1, 0x2c, 0];
    const hidden = new Uint8Array([...gif.slice(0, head), ...control, ...empty, ...gif.slice(head)]);
    const picture = await made(hidden);
    expect([picture.refused, sizeIn(picture)]).toEqual([null, '32x16']);
    await expectColumns(hidden, [RED, GREEN]);
  });

  it('without a table is black', async () => expectColumns(gifOf([], [0, 1]), [BLACK, BLACK]));
});

describe('the alpha of a lossy WebP', () => {
  const [lossy] = [...riffChunks(fixture('webp-one-segment.webp'))];
  const picture = fixture('webp-one-segment.webp').subarray(lossy?.start, lossy?.end);
  const chunk = (name: string, data: Uint8Array): number[] => {
    const length = new Uint8Array(new Uint32Array([data.length]).buffer);
    return [...new TextEncoder().encode(name), ...length, ...data, ...(data.length % 2 ? [0] : [])];
  };
  /** 300 × 200, of which nothing can be seen. */
  const withAlpha = (flags: number): Bytes => {
    const canvas = new Uint8Array([flags, 0, 0, 0, 299 & 255, 1, 0, 199, 0, 0]);
    const chunks = [
      ...chunk('VP8X', canvas),
      ...chunk('ALPH', new Uint8Array(1 + 300 * 200)),
      ...chunk('VP8 ', picture),
    ];
    return new Uint8Array(chunk('RIFF', new Uint8Array([...new TextEncoder().encode('WEBP'), ...chunks])));
  };

  it('counts where the header says that there is some', async () =>
    expect(look(thumbnailIn(await made(withAlpha(0x10)))).at(0.25, 0.25)).toBe('white'));

  it('is passed over where it says that there is none', async () =>
    expect(look(thumbnailIn(await made(withAlpha(0)))).at(0.25, 0.25)).not.toBe('white'));
});

it('a progressive JPEG that ends within its first scan is white below it', async () => {
  const jpeg = fixture('jpeg-12mp-progressive.jpg');
  const data = [...segmentsOf(jpeg)].find(({ marker }) => marker === 0xda)?.end ?? 0;
  const next = jpeg.findIndex((byte, at) => at > data && byte === 0xff && (jpeg[at + 1] ?? 0) > 0);
  const cut = await made(jpeg.slice(0, data + Math.floor((next - data) / 2)));
  expect([cut.refused, sizeIn(cut)]).toEqual([null, '4000x3000']);
  const seen = look(thumbnailIn(cut));
  expect(seen.at(0.25, 0.99)).toBe('white');
  expect(seen.at(0.25, 0.1)).not.toBe('white');
  const whole = await made(jpeg.slice(0, next + Math.floor((jpeg.length - next) / 2)));
  expect(look(thumbnailIn(whole)).at(0.25, 0.99)).not.toBe('white');
});
