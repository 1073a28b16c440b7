// The chunks of a PNG, as far as they are there. Checksums are not asked, for browsers show pictures whose pixels or notes are
// damaged; but what changes how the pixels look counts for nothing where its own is wrong.
import { viewOf } from './boxes.ts';
import { crc32 } from './crc32.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Chunk {
  type: string;
  data: Bytes;
}

export const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** By its first bytes. */
export const isPng = (bytes: Uint8Array): boolean => PNG_SIGNATURE.every((byte, i) => bytes[i] === byte);

const CHECKED = /^(?:gAMA|cHRM|sRGB|iCCP|cICP|cLLI|tRNS|eXIf|acTL|fcTL)$/;

/** From the type of the chunk to the end of its data: that of one which is cut off is wrong. */
const isSound = (png: Bytes, from: number, to: number): boolean =>
  to + 4 <= png.length && crc32(png.subarray(from, to)) === viewOf(png).getUint32(to);

/** Every chunk that counts, in its order; the last one may be shorter than it says. */
export function* chunksOf(png: Bytes): Generator<Chunk, void> {
  const view = viewOf(png);
  for (let at = PNG_SIGNATURE.length; at + 8 <= png.length;) {
    const length = view.getUint32(at);
    const type = new TextDecoder('latin1').decode(png.subarray(at + 4, at + 8));
    if (!CHECKED.test(type) || isSound(png, at + 4, at + 8 + length))
      yield { type, data: png.subarray(at + 8, Math.min(at + 8 + length, png.length)) };
    at += length + 12;
  }
}
