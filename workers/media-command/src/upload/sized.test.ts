// A body in pieces: of one length but for the last, with every byte in its place, and no more room than the bytes need.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { piecesOf } from './sized.ts';

async function* chunksOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void> {
  yield* chunks;
}

async function piecesIn(chunks: readonly Uint8Array[], length: number): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(chunksOf(chunks), length)) pieces.push(piece);
  return pieces;
}

/** This many bytes, each with its index modulo 251. */
const counted = (length: number): Uint8Array => Uint8Array.from({ length }, (_, n) => n % 251);

test('every byte comes once and in order, in pieces of one length but for the last', async () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(chunks, fc.integer({ min: 1, max: 64 }), async (given, length) => {
      const pieces = await piecesIn(given, length);
      expect(pieces.flatMap((piece) => [...piece])).toEqual(given.flatMap((chunk) => [...chunk]));
      expect(pieces.slice(0, -1).every((piece) => piece.length === length)).toBe(true);
      expect(pieces.at(-1)?.length).toBeLessThan(length);
    }),
    fcParameters(300),
  );
});

const ROOM = 256 * 1024;

test.each([0, 1, ROOM - 1, ROOM, ROOM + 1, 3 * ROOM, 8 * ROOM - 1, 8 * ROOM])(
  'a file of %i bytes keeps its bytes while the room for them grows',
  async (size) => {
    const bytes = counted(size);
    const [piece, ...others] = await piecesIn([bytes.subarray(0, size >> 1), bytes.subarray(size >> 1)], 8 * ROOM);
    expect(piece?.length).toBe(size);
    expect(Buffer.from(piece ?? []).equals(Buffer.from(bytes))).toBe(true);
    expect(others.map(({ length }) => length)).toEqual(size === 8 * ROOM ? [0] : []);
  },
);

test('a picture of 80 kB takes no room for eight megabytes', async () => {
  const [piece] = await piecesIn([counted(80_000)], 8 * 1024 * 1024);
  expect(piece?.buffer.byteLength).toBe(ROOM);
});
