import { describe, expect, it } from 'vitest';
import type { Item } from '#shared/mediahub/media/heif';
import { isHigh, takesTooMuch, type Coded } from './memory.ts';

/** `av1C`: 4:2:0, 4:4:4, monochrome, and 4:2:0 of more than 8 bits. */
const [HALVED, WHOLE, GRAY, HIGH] = [0x0c, 0x00, 0x1c, 0x4c];

function coded(kind: number, width: number, height: number, length = 0, type = 'av01'): Coded {
  const properties = [{ type: 'av1C', data: new Uint8Array([0x81, 0, kind, 0]) }];
  const item: Item = {
    id: 1,
    type,
    extents: [{ offset: 0, length }],
    inIdat: false,
    properties,
    references: new Map(),
  };
  return { item, width, height, length };
}

describe('whether an AVIF takes too much memory', () => {
  it.each<[string, Coded, Coded | null, boolean]>([
    ['36 MP, square', coded(HALVED, 6000, 6000), null, false],
    ['38 MP, square', coded(HALVED, 6200, 6200), null, true],
    ['36 MP, square, of two megabytes', coded(HALVED, 6000, 6000, 2_000_000), null, true],
    ['36 MP, 3:2, of three megabytes: it becomes less', coded(HALVED, 7348, 4899, 3_000_000), null, false],
    ['20 MP of 4:4:4', coded(WHOLE, 4480, 4480), null, false],
    ['22 MP of 4:4:4', coded(WHOLE, 4700, 4700), null, true],
    ['16 MP with alpha', coded(HALVED, 4000, 4000), coded(GRAY, 4000, 4000), false],
    ['20 MP with alpha', coded(HALVED, 4500, 4500), coded(GRAY, 4500, 4500), true],
    ['16 MP with alpha that is large', coded(HALVED, 4000, 4000), coded(GRAY, 4000, 4000, 6_000_000), true],
  ])('%s', (_, picture, alpha, expected) => expect(takesTooMuch(picture, alpha)).toBe(expected));

  it('of which the decoder knows 8 bits only', () => {
    expect([HALVED, WHOLE, GRAY, HIGH].map((kind) => isHigh(coded(kind, 10, 10).item))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });
});

it('a HEIC of one piece may have 16 MP', () => {
  expect(takesTooMuch(coded(HALVED, 4000, 4000, 9_000_000, 'hvc1'), null)).toBe(false);
  expect(takesTooMuch(coded(HALVED, 4001, 4000, 9_000_000, 'hvc1'), null)).toBe(true);
});
