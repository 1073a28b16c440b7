import { describe, expect, it } from 'vitest';
import { decoderFor, type Kind } from './decoder-for.ts';
import { isProgressive } from './look.ts';

const decoder = (kind: Kind, megapixels: number, bytes = megapixels * 100_000) =>
  decoderFor({ kind, width: 1000, height: megapixels * 1000, bytes });

describe('which decoder takes an image', () => {
  it.each<[Kind, number, 'photon' | 'magick' | null]>([
    ['jpeg', 2, 'photon'],
    ['jpeg', 3, 'magick'],
    ['jpeg', 100, 'magick'],
    ['progressive', 1, 'photon'],
    ['progressive', 18, 'magick'],
    ['progressive', 24, null],
    ['png', 2, 'photon'],
    ['png', 8, 'magick'],
    ['png', 12, null],
    ['webp', 8, 'magick'],
    ['webp', 12, null],
    ['gif', 12, 'magick'],
    ['gif', 24, null],
    ['avif', 1, 'magick'],
    ['avif', 3, 'magick'],
    ['avif', 4, null],
    ['heic', 2, 'magick'],
    ['heic', 12, null],
  ])('%s of %d MP: %s', (kind, megapixels, expected) => {
    expect(decoder(kind, megapixels)).toBe(expected);
  });

  it('counts the file itself, which lies in the heap as well', () => {
    expect(decoder('png', 6, 10_000_000)).toBe('magick');
    expect(decoder('png', 6, 40_000_000)).toBeNull();
  });
});

describe('a JPEG', () => {
  const jpeg = (...markers: number[]) =>
    new Uint8Array([0xff, 0xd8, ...markers.flatMap((marker) => [0xff, marker, 0, 4, 0xc2, 0xc2])]);
  it('is progressive when its frame header says so, and nothing else in it', () => {
    expect(isProgressive(jpeg(0xe0, 0xdb, 0xc2))).toBe(true);
    expect(isProgressive(jpeg(0xe0, 0xdb, 0xc0, 0xc2))).toBe(false);
    expect(isProgressive(jpeg(0xe0, 0xda, 0xc2))).toBe(false);
    expect(isProgressive(new Uint8Array([0xff, 0xd8, 0xff]))).toBe(false);
  });
});
