// Planes of a decoder become red, green and blue as ITU-T H.273 says.
import { describe, expect, it } from 'vitest';
import { emptyRaster, put, type Plane } from './raster.ts';

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
