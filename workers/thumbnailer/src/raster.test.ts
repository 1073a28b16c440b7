// Planes of a decoder become red, green and blue as ITU-T H.273 says.
import { describe, expect, it } from 'vitest';
import { emptyRaster, factorForPlanes, put, type Plane } from './raster.ts';

const ONE = { width: 1, height: 1 };
const plane = (value: number): Plane => ({ ...ONE, stride: 1, bytes: new Uint8Array([value]) });

function pixel([y, u, v]: readonly [number, number, number], matrix: number, fullRange: boolean): number[] {
  const raster = emptyRaster(ONE, 1);
  put(raster, { y: plane(y), u: plane(u), v: plane(v), bits: 8, matrix, fullRange }, 0, 0);
  return [...raster.rgba.subarray(0, 3)];
}

/** Colours as an encoder would write them, by the weights of red and blue. */
const coded = ([r, g, b]: readonly [number, number, number], kr: number, kb: number) => {
  const y = kr * r + (1 - kr - kb) * g + kb * b;
  return [y, 128 + (b - y) / (2 * (1 - kb)), 128 + (r - y) / (2 * (1 - kr))].map(Math.round) as [
    number,
    number,
    number,
  ];
};
const COLOUR = [180, 90, 60] as const;

describe('the planes of a picture', () => {
  it.each<[string, number, number, number]>([
    ['BT.709', 1, 0.2126, 0.0722],
    ['FCC', 4, 0.3, 0.11],
    ['BT.601', 6, 0.299, 0.114],
    ['SMPTE 240M', 7, 0.212, 0.087],
    ['BT.2020', 9, 0.2627, 0.0593],
  ])('by the weights of %s', (_, matrix, kr, kb) => {
    pixel(coded(COLOUR, kr, kb), matrix, true).forEach((value, i) =>
      expect(Math.abs(value - (COLOUR[i] ?? 0))).toBeLessThanOrEqual(2),
    );
  });

  it('of green and orange', () => {
    const [r, g, b] = COLOUR;
    const planes = [(r + 2 * g + b) / 4, 128 + (2 * g - r - b) / 4, 128 + (r - b) / 2] as const;
    pixel(planes, 8, true).forEach((value, i) =>
      expect(Math.abs(value - (COLOUR[i] ?? 0))).toBeLessThanOrEqual(2),
    );
  });

  it('in video range, where black is 16 and white 235', () => {
    for (const matrix of [1, 8]) {
      expect(pixel([16, 128, 128], matrix, false)).toEqual([0, 0, 0]);
      expect(pixel([235, 128, 128], matrix, false)).toEqual([255, 255, 255]);
    }
  });
});

/** Where every pixel counts by its area in the block; alpha, if there is one, weighs as well. */
function meanOf(plane: Plane, factor: number, column: number, row: number, alpha: Plane | null): number {
  let [sum, weight] = [0, 0];
  const inside = (at: number, n: number, most: number) =>
    Math.max(0, Math.min(at + 1, Math.min((n + 1) * factor, most)) - Math.max(at, n * factor));
  for (let y = 0; y < plane.height; y++)
    for (let x = 0; x < plane.width; x++) {
      const at = y * plane.stride + x;
      const one = inside(x, column, plane.width) * inside(y, row, plane.height) * (alpha?.bytes[at] ?? 1);
      sum += one * (plane.bytes[at] ?? 0);
      weight += one;
    }
  return sum / weight;
}

describe('a shrunk picture', () => {
  const random = (seed: number) => () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;

  it.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'is made of means, every pixel by its area: %i',
    (seed) => {
      const next = random(seed + 1);
      const upTo = (n: number) => 1 + Math.floor(next() * n);
      const [width, height] = [upTo(40), upTo(40)];
      const noise = (lowest: number): Plane => ({
        width,
        height,
        stride: width + upTo(8),
        bytes: new Uint8Array((width + 8) * height).map(() => lowest + Math.floor(next() * (256 - lowest))),
      });
      const [luma, factor] = [noise(0), factorForPlanes({ width, height }, upTo(20))];
      const alpha = seed % 2 ? { ...noise(1), stride: luma.stride } : null;
      const raster = emptyRaster({ width, height }, factor);
      const planes = { y: luma, u: null, v: null, bits: 8, matrix: 6, fullRange: true };
      put(raster, planes, 0, 0, alpha && { alpha, isWeighed: false });
      for (let row = 0; row < raster.height; row++)
        for (let column = 0; column < raster.width; column++) {
          const at = (row * raster.width + column) * 4;
          const expected = meanOf(luma, factor, column, row, factor > 1 ? alpha : null);
          expect(Math.abs((raster.rgba[at] ?? 0) - expected), `${column},${row} of ${factor}`).toBeLessThanOrEqual(
            0.6,
          );
          const seen = alpha ? meanOf(alpha, factor, column, row, null) : 255;
          expect(Math.abs((raster.rgba[at + 3] ?? 0) - seen)).toBeLessThanOrEqual(0.6);
        }
    },
  );

  it('has its chroma where its luma is, at every factor', () => {
    const [width, height] = [96, 4];
    const half: Plane = { width, height, stride: width, bytes: new Uint8Array(width * height).fill(128) };
    const chroma = { width: width / 2, height: height / 2, stride: width / 2 };
    const red: Plane = {
      ...chroma,
      bytes: new Uint8Array(width).map((_, i) => (i % (width / 2) < 24 ? 192 : 64)),
    };
    const gray: Plane = { ...chroma, bytes: new Uint8Array(width).fill(128) };
    for (const factor of [1, 1.5, 2, 3, 3.2, 4]) {
      const raster = emptyRaster({ width, height }, factor);
      put(raster, { y: half, u: gray, v: red, bits: 8, matrix: 6, fullRange: true }, 0, 0);
      const reds = Array.from({ length: raster.width }, (_, i) => raster.rgba[4 * i] ?? 0);
      const middle = 48 / factor;
      expect(reds.slice(0, Math.floor(middle)).every((value) => value > 200)).toBe(true);
      expect(reds.slice(Math.ceil(middle)).every((value) => value < 60)).toBe(true);
    }
  });
});
