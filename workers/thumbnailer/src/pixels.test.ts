import { describe, expect, it } from 'vitest';
import type { Orientation } from '#shared/mediahub/media/orientation';
import { onWhite, turnUpright, type Pixels } from './pixels.ts';

/** A picture from rows of letters, one pixel each. */
const picture = (...rows: string[]): Pixels => ({
  width: rows[0]?.length ?? 0,
  height: rows.length,
  rgba: new Uint8Array([...rows.join('')].flatMap((letter) => [letter.charCodeAt(0), 0, 0, 255])),
});

const rowsOf = ({ width, rgba }: Pixels): string[] => {
  const letters = String.fromCharCode(...rgba.filter((_, i) => i % 4 === 0));
  return letters.match(new RegExp(`.{${width}}`, 'g')) ?? [];
};

describe('turning a picture upright', () => {
  // The stored pixels; each line says what people must see (EXIF 2.32, figure of tag 274).
  const stored = picture('abc', 'def');
  it.each<[Orientation, string[]]>([
    [1, ['abc', 'def']],
    [2, ['cba', 'fed']],
    [3, ['fed', 'cba']],
    [4, ['def', 'abc']],
    [5, ['ad', 'be', 'cf']],
    [6, ['da', 'eb', 'fc']],
    [7, ['fc', 'eb', 'da']],
    [8, ['cf', 'be', 'ad']],
  ])('orientation %i', (orientation, seen) => {
    expect(rowsOf(turnUpright(stored, orientation))).toEqual(seen);
  });
});

describe('a picture on white', () => {
  it('shows white where it was transparent, and mixes where it was half so', () => {
    const rgba = new Uint8Array([0, 0, 0, 0, 255, 0, 0, 128, 1, 2, 3, 255]);
    expect([...onWhite({ width: 3, height: 1, rgba }).rgba]).toEqual([
      255, 255, 255, 255, 255, 127, 127, 255, 1, 2, 3, 255,
    ]);
  });
});
