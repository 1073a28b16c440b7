// Turns of a HEIF picture: HEVC as its container names them, AV1 as Chromium shows them.
import { expect, it } from 'vitest';
import { shapeOf } from './heif-shape.ts';
import type { Property } from './heif.ts';

const SIZE = new Uint8Array([0, 0, 0, 0, 0, 0, 0, 30, 0, 0, 0, 20]);
const turned = (quarters: number): Property => ({ type: 'irot', data: new Uint8Array([quarters]) });
const mirrored = (axis: number): Property => ({ type: 'imir', data: new Uint8Array([axis]) });

it.each<[string, Property[], number, number]>([
  ['nothing', [], 1, 1],
  ['turned', [turned(1)], 8, 8],
  ['turned, then mirrored', [turned(1), mirrored(0)], 5, 5],
  ['mirrored, then turned', [mirrored(0), turned(1)], 7, 5],
  ['mirrored the other way, then turned', [mirrored(1), turned(3)], 7, 5],
  ['turned twice', [turned(1), turned(1)], 3, 8],
])('%s', (_, turns, hevc, av1) => {
  const shape = (type: string) =>
    shapeOf({
      id: 1,
      type,
      extents: [],
      inIdat: false,
      properties: [{ type: 'ispe', data: SIZE }, ...turns],
      references: new Map(),
    });
  expect([shape('hvc1')?.orientation, shape('av01')?.orientation]).toEqual([hevc, av1]);
  expect(shape('av01')?.shown).toEqual(turns.length > 0 ? { width: 20, height: 30 } : { width: 30, height: 20 });
});
