// Numbers that name colours, against what Chromium 156 shows for the same files.
import { describe, expect, it } from 'vitest';
import { hdrOf, toneMapping } from './hdr.ts';
import { between, chromaticitiesOf, colorantsOf, SRGB_CHROMATICITIES, times, type Triple } from './primaries.ts';
import { profileFrom, profileOf } from './profile.ts';

const linear = (value: number): number =>
  value / 255 <= 0.040_45 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
const encoded = (light: number): number => {
  const clipped = Math.min(1, Math.max(0, light));
  return 255 * (clipped <= 0.003_130_8 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055);
};

describe('primaries by number', () => {
  // What (200, 100, 50) becomes.
  it.each<[number, Triple]>([
    [1, [200, 100, 50]],
    [4, [232, 93, 30]],
    [5, [203, 100, 51]],
    [6, [196, 102, 49]],
    [8, [222, 92, 32]],
    [9, [241, 76, 29]],
    [10, [255, 0, 61]],
    [11, [211, 93, 32]],
    [12, [215, 93, 31]],
    [22, [202, 102, 49]],
  ])('%i', (primaries, shown) => {
    const matrix = between(chromaticitiesOf(primaries) ?? SRGB_CHROMATICITIES, SRGB_CHROMATICITIES);
    const seen = matrix && times(matrix, [linear(200), linear(100), linear(50)]).map(encoded);
    shown.forEach((value, i) => expect(Math.abs((seen?.[i] ?? NaN) - value), String(seen)).toBeLessThan(6));
  });

  it('that are in a line, or beyond every colour, are none', () => {
    expect(colorantsOf([0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3])).toBeNull();
    expect(profileFrom([0.3127, 0.329, 0.7347, 0.2653, 0, 1, 0.0001, 42_949], 1)).toBeNull();
  });

  it('of sRGB need no profile, and BT.709 has a curve of its own in a PNG only', () => {
    expect([profileOf(1), profileOf(1, 13), profileOf(1, 1), profileOf(3, 3)]).toEqual([null, null, null, null]);
    expect(profileOf(1, 1, true)).not.toBeNull();
  });
});

describe('what is brighter than white', () => {
  // Light, where 1 is white, and what a gray of it becomes where the file does not say how bright it gets.
  it.each([
    [0.094, 61],
    [0.608, 150],
    [0.858, 175],
    [1.202, 200],
    [1.677, 217],
    [2.33, 230],
    [3.229, 242],
    [4.467, 252],
    [6.2, 255],
  ])('%f', (light, shown) => expect(Math.abs(encoded(toneMapping(1000)(light)) - shown)).toBeLessThan(2));

  it.each([100, 203, 204, 400, 1000, 4000, 10_000])('grows with the light, up to %i cd/m²', (peak) => {
    const mapped = toneMapping(peak);
    const lights = Array.from({ length: 200 }, (_, i) => mapped(i / 4));
    expect(lights).toEqual([...lights].sort((a, b) => a - b));
    expect([lights[0], lights.at(-1)]).toEqual([0, 1]);
  });

  it('is there in PQ and HLG only', () => {
    expect([hdrOf(9, 16, 0), hdrOf(9, 18, 600), hdrOf(9, 13, 0), hdrOf(9, undefined, 0)]).toEqual([
      { transfer: 'pq', primaries: 9, peak: 1000 },
      { transfer: 'hlg', primaries: 9, peak: 600 },
      null,
      null,
    ]);
  });
});
