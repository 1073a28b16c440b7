// Sequence headers written field by field, as encoders of still pictures and of videos write them, and read back.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { av1Sequence } from './av1.ts';

interface Header {
  reduced: boolean;
  timed: boolean;
  points: number;
  ordered: boolean;
  depth: 8 | 10 | 12;
  monochrome: boolean;
  colours: readonly [number, number, number] | null;
  fullRange: boolean;
}

class Writer {
  #bits = '';
  put(value: number, count: number): this {
    this.#bits += value.toString(2).padStart(count, '0').slice(-count);
    return this;
  }
  bytes(): number[] {
    const padded = this.#bits.padEnd(Math.ceil(this.#bits.length / 8) * 8, '0');
    return Array.from({ length: padded.length / 8 }, (_, i) => Number.parseInt(padded.slice(8 * i, 8 * i + 8), 2));
  }
}

function written({ reduced, timed, points, ordered, depth, monochrome, colours, fullRange }: Header): Uint8Array {
  const bits = new Writer();
  const profile = depth === 12 ? 2 : 0;
  bits.put(profile, 3).put(1, 1).put(Number(reduced), 1);
  if (reduced) bits.put(4, 5);
  else {
    bits.put(Number(timed), 1);
    // Ticks, equal intervals of one, and a model of the decoder with delays of 10 bits.
    if (timed) bits.put(1, 32).put(60, 32).put(1, 1).put(1, 1).put(1, 1).put(9, 5).put(1, 32).put(9, 5).put(9, 5);
    bits.put(1, 1).put(points - 1, 5);
    for (let n = 0; n < points; n++) {
      bits.put(0, 12).put(8, 5).put(1, 1);
      if (timed) bits.put(1, 1).put(5, 10).put(5, 10).put(0, 1);
      bits.put(1, 1).put(3, 4);
    }
  }
  bits.put(8, 4).put(7, 4).put(299, 9).put(199, 8);
  if (!reduced) bits.put(1, 1).put(5, 7);
  bits.put(7, 3);
  if (!reduced) {
    bits.put(15, 4).put(Number(ordered), 1);
    if (ordered) bits.put(3, 2);
    bits.put(0, 1).put(1, 1).put(0, 1).put(1, 1);
    if (ordered) bits.put(6, 3);
  }
  bits.put(7, 3).put(Number(depth > 8), 1);
  if (profile === 2) bits.put(1, 1);
  bits.put(Number(monochrome), 1).put(Number(colours !== null), 1);
  for (const colour of colours ?? []) bits.put(colour, 8);
  bits.put(Number(fullRange), 1);
  const payload = bits.bytes();
  // A temporal delimiter first, as in a sample of a track.
  return new Uint8Array([0x12, 0, 0x0a, payload.length, ...payload]);
}

const headers: fc.Arbitrary<Header> = fc.record({
  reduced: fc.boolean(),
  timed: fc.boolean(),
  points: fc.integer({ min: 1, max: 4 }),
  ordered: fc.boolean(),
  depth: fc.constantFrom<8 | 10 | 12>(8, 10, 12),
  monochrome: fc.boolean(),
  colours: fc.option(fc.tuple(fc.constantFrom(1, 9, 12), fc.constantFrom(8, 16, 18), fc.constantFrom(1, 6, 9))),
  fullRange: fc.boolean(),
});

describe('the header of an AV1 picture', () => {
  it('yields size, depth, gray, colours and range, after any fields before them', () => {
    fc.assert(
      fc.property(headers, (header) => {
        const [primaries, transfer, matrix] = header.colours ?? [2, 2, 2];
        const { depth: bits, monochrome, fullRange } = header;
        const size = { width: 300, height: 200, layered: !header.reduced && header.points > 1 };
        expect(av1Sequence(written(header))).toEqual({
          bits,
          monochrome,
          primaries,
          transfer,
          matrix,
          fullRange,
          ...size,
        });
      }),
    );
  });

  it('of sRGB without a matrix is full range, and has no bit for it', () => {
    const header = {
      reduced: true,
      timed: false,
      points: 1,
      ordered: false,
      depth: 8,
      monochrome: false,
    } as const;
    expect(av1Sequence(written({ ...header, colours: [1, 13, 0], fullRange: false }))?.fullRange).toBe(true);
  });

  it.each([0, 1, 3])('of %i bytes is no header, or one of zeros', (length) => {
    expect(() => av1Sequence(new Uint8Array([0x0a, 0x0b, 0, 0]).slice(0, length))).not.toThrow();
  });
});
