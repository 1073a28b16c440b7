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

function pngFrom({ width, height, type, depth, rows, filters }: Drawn, cut = 0): Bytes {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([depth, type], 8);
  const step = Math.max(1, (depth * (SAMPLES[type] ?? 1)) >> 3);
  const raw = rows.flatMap((row, y) => {
    const filter = filters[y] ?? 0;
    return [filter, ...filtered(filter, row, rows[y - 1] ?? new Uint8Array(row.length), step)];
  });
  const packed = deflateSync(new Uint8Array(raw));
  const half = packed.length >> 1;
  const idat = [packed.subarray(0, half), packed.subarray(half, packed.length - cut)];
  const palette = type === 3 ? [chunk('PLTE', PALETTE)] : [];
  return pngOf([
    chunk('IHDR', header),
    ...palette,
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
    const picture: Drawn = { width: 2, height: 2, type: 6, depth: 8, rows, filters: [0, 0] };
    const { raster } = await pngPicture(pngFrom(picture), 1);
    expect([...raster.rgba]).toEqual([255, 0, 0, 128]);
  });

  it('is not read when it is interlaced', async () => {
    const picture: Drawn = { width: 1, height: 1, type: 0, depth: 8, rows: [new Uint8Array(1)], filters: [0] };
    const png = pngFrom(picture);
    png[28] = 1;
    await expect(pngPicture(png, 1)).rejects.toThrow('interlaced');
  });
});
