// What a PNG says of transparency as browsers read it, written so that the decoder reads the same.
import { chunksOf, type Chunk } from '#shared/mediahub/media/png';
import { pngOf } from './png-chunks.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const PALETTE = 3;

/** Of more entries than the palette has, the decoder ignores all; of samples of fewer bits, it compares 16. */
function readable(tRNS: Bytes, chunks: readonly Chunk[]): Bytes {
  const [depth = 8, type] = chunks[0]?.data.subarray(8, 10) ?? [];
  if (type === PALETTE) {
    const palette = chunks.find((chunk) => chunk.type === 'PLTE');
    return palette ? tRNS.subarray(0, Math.floor(palette.data.length / 3)) : tRNS;
  }
  const mask = depth < 16 ? 2 ** depth - 1 : 0xff_ff;
  return tRNS.map((byte, i) => byte & (i % 2 === 0 ? mask >> 8 : mask));
}

/** The file itself where nothing is to be changed. */
export function withReadableTransparency(png: Bytes): Bytes {
  const chunks = [...chunksOf(png)];
  const said = chunks.find(({ type }) => type === 'tRNS');
  const data = said && readable(said.data, chunks);
  if (!data || (data.length === said.data.length && data.every((byte, i) => byte === said.data[i]))) return png;
  return pngOf(chunks.map((chunk) => (chunk === said ? { ...chunk, data } : chunk)));
}

/** Of 16 bits one colour is transparent, and no other that is near it: the decoder keeps 8 of them. */
export function isExact(png: Bytes): boolean {
  for (const { type, data } of chunksOf(png)) {
    if (type === 'IHDR' && data[8] !== 16) return false;
    if (type === 'tRNS') return true;
    if (type === 'IDAT') break;
  }
  return false;
}
