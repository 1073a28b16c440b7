import { describe, expect, it } from 'vitest';
import type { Kind } from '#shared/mediahub/media/image-header';
import { fitsMagick } from './decoder-for.ts';

const fits = (kind: Kind, megapixels: number, bytes = megapixels * 100_000) => {
  const stored = { width: 1000, height: megapixels * 1000 };
  return fitsMagick({ kind, stored, shown: stored, orientation: 1, bytes });
};

describe('whether ImageMagick may take an image', () => {
  it.each<[Kind, number, boolean]>([
    ['jpeg', 2, true],
    ['jpeg', 200, true],
    ['progressive', 20, true],
    ['progressive', 26, false],
    ['png', 11, true],
    ['png', 13, false],
    ['webp', 11, true],
    ['webp', 13, false],
    ['gif', 12, true],
    ['gif', 24, false],
    ['avif', 3, true],
    ['avif', 5, false],
    ['heic', 3, true],
    ['heic', 12, false],
  ])('%s of %d MP: %s', (kind, megapixels, expected) => {
    expect(fits(kind, megapixels)).toBe(expected);
  });

  it('counts the file itself, which is in the heap as well', () => {
    expect(fits('png', 6, 10_000_000)).toBe(true);
    expect(fits('png', 6, 30_000_000)).toBe(false);
  });
});
