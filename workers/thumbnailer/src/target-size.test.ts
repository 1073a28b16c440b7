import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { targetSize } from './target-size.ts';

const side = fc.integer({ min: 1, max: 12_000 });

describe('the size of a thumbnail', () => {
  it.each([
    [
      { width: 4000, height: 3000 },
      { width: 400, height: 300 },
    ],
    [
      { width: 3000, height: 4000 },
      { width: 300, height: 400 },
    ],
    [
      { width: 100, height: 50 },
      { width: 100, height: 50 },
    ],
    [
      { width: 12_000, height: 1 },
      { width: 400, height: 1 },
    ],
  ])('of %o is %o', (original, thumbnail) => {
    expect(targetSize(original, 400)).toEqual(thumbnail);
  });

  it('keeps the aspect to the pixel, never exceeds the limit, never enlarges, never vanishes', () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        const to = targetSize({ width, height }, 400);
        expect(Math.max(to.width, to.height)).toBe(Math.min(400, Math.max(width, height)));
        expect(Math.min(to.width, to.height)).toBeGreaterThanOrEqual(1);
        const scale = Math.max(to.width, to.height) / Math.max(width, height);
        expect(Math.abs(to.width - width * scale)).toBeLessThan(1);
        expect(Math.abs(to.height - height * scale)).toBeLessThan(1);
      }),
      fcParameters(500),
    );
  });
});
