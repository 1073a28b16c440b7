import { describe, expect, it } from 'vitest';
import type { Kind } from '#shared/mediahub/media/image-header';
import { fitsMagick, fitsRows } from './decoder-for.ts';

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
    ['webp', 9, false],
    ['webp', 8, true],
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

describe('what is shrunk while it is read', () => {
  const riff = (...types: string[]) =>
    new Uint8Array(new TextEncoder().encode(`RIFF\0\0\0\0WEBP${types.map((type) => `${type}\0\0\0\0`).join('')}`));
  const header = (interlaced: number) => new Uint8Array(33).fill(interlaced, 28, 29);
  const shrunk = (kind: Kind, megapixels: number, file: Uint8Array<ArrayBuffer>, bytes = 2_000_000) => {
    const stored = { width: 1000, height: megapixels * 1000 };
    return fitsRows({ kind, stored, shown: stored, orientation: 1, bytes }, file);
  };

  it.each<[string, Kind, number, Uint8Array<ArrayBuffer>, boolean]>([
    ['a PNG', 'png', 200, header(0), true],
    ['a small PNG', 'png', 4, header(0), false],
    ['a PNG in passes', 'png', 17, header(1), true],
    ['a PNG in passes that is too large as a whole', 'png', 20, header(1), false],
    ['a lossy WebP', 'webp', 13, riff('VP8 '), true],
    ['a lossy WebP that ImageMagick has no room for', 'webp', 8, riff('VP8 '), true],
    ['a small lossy WebP', 'webp', 4, riff('VP8 '), false],
    ['a lossy WebP that is too large', 'webp', 15, riff('VP8 '), false],
    ['a WebP with alpha', 'webp', 13, riff('VP8X', 'ALPH', 'VP8 '), true],
    ['a lossless WebP', 'webp', 200, riff('VP8L'), true],
    ['an animated WebP', 'webp', 13, riff('VP8X', 'ANMF', 'VP8L'), false],
    ['a JPEG', 'jpeg', 50, header(0), false],
  ])('%s', (_, kind, megapixels, file, expected) => {
    expect(shrunk(kind, megapixels, file)).toBe(expected);
  });

  it('is no PNG that fills the memory by itself', () => {
    expect(shrunk('png', 20, header(0), 50_000_000)).toBe(false);
  });
});
