import { describe, expect, it } from 'vitest';
import type { Kind } from '#shared/mediahub/media/image-header';
import { decoderFor } from './decoder-for.ts';

const decoder = (kind: Kind, megapixels: number, bytes = megapixels * 100_000) => {
  const stored = { width: 1000, height: megapixels * 1000 };
  return decoderFor({ kind, stored, shown: stored, orientation: 1, bytes });
};

describe('whether the decoder may take an image', () => {
  it.each<[Kind, number, 'magick' | null]>([
    ['jpeg', 2, 'magick'],
    ['jpeg', 200, 'magick'],
    ['progressive', 20, 'magick'],
    ['progressive', 24, null],
    ['png', 10, 'magick'],
    ['png', 12, null],
    ['webp', 10, 'magick'],
    ['webp', 12, null],
    ['gif', 12, 'magick'],
    ['gif', 24, null],
    ['avif', 3, 'magick'],
    ['avif', 4, null],
    ['heic', 3, 'magick'],
    ['heic', 12, null],
  ])('%s of %d MP: %s', (kind, megapixels, expected) => {
    expect(decoder(kind, megapixels)).toBe(expected);
  });

  it('counts the file itself, which is in the heap as well', () => {
    expect(decoder('png', 6, 10_000_000)).toBe('magick');
    expect(decoder('png', 6, 40_000_000)).toBeNull();
  });
});
