// A WebP that is cut off, with zeros behind it: its decoder takes no picture whose announced bytes are missing, but reads
// zeros as pixels. Animations are left alone: their first frame is whole, or most of the file is missing.
import { viewOf } from '#shared/mediahub/media/boxes';
import type { Size } from '#shared/mediahub/media/size';

type Bytes = Uint8Array<ArrayBuffer>;

const typeAt = (bytes: Bytes, at: number): string => new TextDecoder('latin1').decode(bytes.subarray(at, at + 4));

/** Where the last chunk begins, by the lengths that the chunks announce. */
function lastChunk(webp: Bytes): number | null {
  const view = viewOf(webp);
  for (let at = 12; at + 8 <= webp.length;) {
    const end = at + 8 + view.getUint32(at + 4, true);
    if (end >= webp.length) return at;
    at = end + (end & 1);
  }
  return null;
}

/** Null when nothing is missing. */
export function mendedWebp(webp: Bytes, { width, height }: Size): Bytes | null {
  const at = lastChunk(webp);
  if (at === null) return null;
  const announced = viewOf(webp).getUint32(at + 4, true);
  const there = webp.length - at - 8;
  const isPicture = /^VP8[ L]$/.test(typeAt(webp, at));
  // The codes of a lossless picture may ask for more than was announced: a zero can be any code.
  const length = Math.max(announced, there) + (isPicture ? Math.ceil((width * height) / 4) : 0);
  const whole = new Uint8Array(at + 8 + length + (length & 1));
  whole.set(webp);
  const view = viewOf(whole);
  view.setUint32(at + 4, length, true);
  view.setUint32(4, whole.length - 8, true);
  return announced <= 2 * there + 1024 ? whole : null;
}
