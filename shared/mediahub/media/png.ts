// The chunks of a PNG, as far as they are there. Checksums are not asked: browsers show pictures whose notes are damaged.
import { viewOf } from './boxes.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Chunk {
  type: string;
  data: Bytes;
}

export const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Every chunk in its order; the last one may be shorter than it says. */
export function* chunksOf(png: Bytes): Generator<Chunk, void> {
  const view = viewOf(png);
  for (let at = PNG_SIGNATURE.length; at + 8 <= png.length;) {
    const length = view.getUint32(at);
    const type = new TextDecoder('latin1').decode(png.subarray(at + 4, at + 8));
    yield { type, data: png.subarray(at + 8, Math.min(at + 8 + length, png.length)) };
    at += length + 12;
  }
}
