// PNGs of every colour type, depth and filter, written here and read row by row.
import fc from 'fast-check';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { pngOf } from '../repair/png-chunks.ts';
import { pngPicture } from './png.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Colour type and depth, as PNG allows them. */
const FORMATS = [[0, 1], [0, 2], [0, 4], [0, 8], [0, 16], [2, 8], [2, 16], [3, 1], [3, 2], [3, 4], [3, 8], [4, 8], [4, 16], [6, 8], [6, 16]] as const; // prettier-ignore
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

interface Drawn {
  width: number;
  height: number;
  type: number;
  depth: number;
  /** Unfiltered; any bytes are a picture. */
  rows: Bytes[];
  filters: number[];
  /** It comes in the seven passes of Adam7. */
  interlaced: boolean;
}

const drawn = fc
  .tuple(fc.constantFrom(...FORMATS), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 }))
  .chain(([[type, depth], width, height]) => {
    const length = Math.ceil((width * depth * (SAMPLES[type] ?? 1)) / 8);
    const row = fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => new Uint8Array(bytes));
    return fc.record<Drawn>({
      width: fc.constant(width),
      height: fc.constant(height),
      type: fc.constant(type),
      depth: fc.constant(depth),
      rows: fc.array(row, { minLength: height, maxLength: height }),
      filters: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: height, maxLength: height }),
      interlaced: fc.boolean(),
    });
  });

const paeth = (a: number, b: number, c: number): number => {
  const near = [a, b, c].map((value) => Math.abs(a + b - c - value));
  return [a, b, c][near.indexOf(Math.min(...near))] ?? 0;
};

/** As the standard says it: what a filter takes away, of the unfiltered neighbours. */
function filtered(filter: number, row: Bytes, above: Bytes, step: number): number[] {
  return [...row].map((value, i) => {
    const [left, up, corner] = [row[i - step] ?? 0, above[i] ?? 0, above[i - step] ?? 0];
    const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
    return (value - predicted) & 255;
  });
}

/** Fewer colours than 8 bits can name. */
const ENTRIES = 100;
const PALETTE = Uint8Array.from({ length: 3 * ENTRIES }, (_, i) => (i * 7) & 255);
const chunk = (type: string, data: Uint8Array) => ({ type, data: new Uint8Array(data) });

/** First column and row, and the steps to the next ones. */
const ADAM7 = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]] as const; // prettier-ignore

/** The rows of every pass, pixel by pixel. */
function passesOf({ width, height, type, depth, rows, interlaced }: Drawn): Bytes[][] {
  if (!interlaced) return [rows];
  const bits = depth * (SAMPLES[type] ?? 1);
  const bitAt = (y: number, bit: number) => ((rows[y]?.[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
  return ADAM7.map(([left, top, across, down]) => {
    const pass: Bytes[] = [];
    for (let y = top; y < height && left < width; y += down) {
      const row = new Uint8Array(Math.ceil((Math.ceil((width - left) / across) * bits) / 8));
      let at = 0;
      for (let x = left; x < width; x += across)
        for (let n = 0; n < bits; n++, at++)
          row[at >> 3] = (row[at >> 3] ?? 0) | (bitAt(y, x * bits + n) << (7 - (at & 7)));
      pass.push(row);
    }
    return pass;
  });
}

function pngFrom(picture: Drawn, transparent: number[] = []): Bytes {
  const { width, height, type, depth, filters, interlaced } = picture;
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([depth, type, 0, 0, interlaced ? 1 : 0], 8);
  const step = Math.max(1, (depth * (SAMPLES[type] ?? 1)) >> 3);
  const raw = passesOf(picture).flatMap((rows) =>
    rows.flatMap((row, y) => {
      const filter = filters[y] ?? 0;
      return [filter, ...filtered(filter, row, rows[y - 1] ?? new Uint8Array(row.length), step)];
    }),
  );
  const packed = deflateSync(new Uint8Array(raw));
  const half = packed.length >> 1;
  const idat = [packed.subarray(0, half), packed.subarray(half)];
  const palette = type === 3 ? [chunk('PLTE', PALETTE)] : [];
  return pngOf([
    chunk('IHDR', header),
    ...palette,
    ...(transparent.length > 0 ? [chunk('tRNS', new Uint8Array(transparent))] : []),
    ...idat.map((data) => chunk('IDAT', data)),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

/** One pixel, looked up bit by bit. */
function pixelOf({ type, depth, rows }: Drawn, x: number, y: number): number[] {
  const samples = SAMPLES[type] ?? 1;
  const sample = (n: number): number => {
    const bit = (x * samples + n) * depth;
    const byte = rows[y]?.[bit >> 3] ?? 0;
    return depth >= 8 ? byte : (byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  };
  if (type === 3) {
    const entry = Math.min(sample(0), ENTRIES - 1);
    return [...PALETTE.subarray(3 * entry, 3 * entry + 3), 255];
  }
  const light = (n: number) => (depth >= 8 ? sample(n) : Math.round((255 * sample(n)) / (2 ** depth - 1)));
  const color = samples >= 3 ? [light(0), light(1), light(2)] : [light(0), light(0), light(0)];
  return [...color, type === 4 || type === 6 ? sample(samples - 1) : 255];
}

/** White where nothing can be seen. */
const seen = (pixel: number[]): number[] => (pixel[3] === 0 ? [255, 255, 255, 0] : pixel);

describe('a PNG that is read row by row', () => {
  it('has the pixels that were drawn', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async (picture) => {
        const { raster } = await pngPicture(pngFrom(picture), 1000);
        const expected = Array.from({ length: picture.height * picture.width }, (_, i) =>
          seen(pixelOf(picture, i % picture.width, Math.floor(i / picture.width))),
        ).flat();
        expect([...raster.rgba]).toEqual(expected);
      }),
      fcParameters(150),
    );
  });

  it('is shrunk by means that weigh colours by their alpha', async () => {
    const rows = [[255, 0, 0, 255, 0, 0, 255, 0], [255, 0, 0, 255, 0, 0, 255, 0]].map((row) => new Uint8Array(row)); // prettier-ignore
    const picture: Drawn = { width: 2, height: 2, type: 6, depth: 8, rows, filters: [0, 0], interlaced: false };
    const { raster } = await pngPicture(pngFrom(picture), 1);
    expect([...raster.rgba]).toEqual([255, 0, 0, 128]);
  });

  it.each([false, true])(
    'that names a colour of 16 bits hides that one only, in passes: %s',
    async (interlaced) => {
      const rows = [new Uint8Array([1, 7, 1, 8, 1, 7])];
      const picture: Drawn = { width: 3, height: 1, type: 0, depth: 16, rows, filters: [0], interlaced };
      const { raster } = await pngPicture(pngFrom(picture, [1, 7]), 100);
      expect([0, 1, 2].map((x) => raster.rgba[4 * x + 3])).toEqual([0, 255, 0]);
    },
  );

  it.each([1, 2, 4])('of %i bits heeds no more of the transparent colour than these', async (depth) => {
    const rows = [new Uint8Array([0b0100_0000])];
    const picture: Drawn = { width: 2, height: 1, type: 0, depth, rows, filters: [0], interlaced: false };
    const named = depth === 1 ? 1 : depth === 2 ? 1 : 4;
    const { raster } = await pngPicture(pngFrom(picture, [1, 0xf0 | named]), 100);
    expect([raster.rgba[3], raster.rgba[7]]).toEqual(depth === 1 ? [255, 0] : [0, 255]);
  });
});
