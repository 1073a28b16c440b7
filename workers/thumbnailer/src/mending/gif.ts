// The first frame of a GIF that is cut off, written anew. LZW codes cannot be appended to without knowing where the coder
// was, so the frame's own codes are read as far as they go, and the pixels are written again in codes of a fixed width.
import { viewOf } from '#shared/mediahub/media/boxes';
import { gifFrameStart } from '#shared/mediahub/media/gif';

type Bytes = Uint8Array<ArrayBuffer>;

const MAX_CODES = 4096;

/** The blocks of data of a frame, joined, as far as they are there. */
function blocksFrom(gif: Bytes, from: number): Bytes {
  const parts: Bytes[] = [];
  for (let at = from; at < gif.length && gif[at] !== 0; at += 1 + (gif[at] ?? 0))
    parts.push(gif.subarray(at + 1, at + 1 + (gif[at] ?? 0)));
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (joined.set(part, at), at + part.length), 0);
  return joined;
}

/** Decodes LZW until the data or the pixels end. Pixels that are missing stay 0. */
function pixelsOf(data: Bytes, minBits: number, count: number): Bytes {
  const pixels = new Uint8Array(count);
  const clear = 1 << minBits;
  const prefix = new Int16Array(MAX_CODES);
  const suffix = new Uint8Array(MAX_CODES);
  const stack = new Uint8Array(MAX_CODES + 1);
  for (let code = 0; code < clear; code++) suffix[code] = code;
  let [bits, next, previous, first] = [minBits + 1, clear + 2, -1, 0];
  let [held, heldBits, written] = [0, 0, 0];
  for (const byte of data) {
    held |= byte << heldBits;
    heldBits += 8;
    while (heldBits >= bits && written < count) {
      const code = held & ((1 << bits) - 1);
      held >>>= bits;
      heldBits -= bits;
      if (code === clear) {
        [bits, next, previous] = [minBits + 1, clear + 2, -1];
        continue;
      }
      if (code === clear + 1 || code > next || (previous < 0 && code >= clear)) return pixels;
      let depth = 0;
      let at = code;
      if (code === next) {
        stack[depth++] = first;
        at = previous;
      }
      for (; at >= clear && depth < MAX_CODES; at = prefix[at] ?? 0) stack[depth++] = suffix[at] ?? 0;
      first = suffix[at] ?? 0;
      stack[depth++] = first;
      while (depth > 0 && written < count) pixels[written++] = stack[--depth] ?? 0;
      if (previous >= 0 && next < MAX_CODES) {
        prefix[next] = previous;
        suffix[next++] = first;
        if (next === 1 << bits && bits < 12) bits++;
      }
      previous = code;
    }
  }
  return pixels;
}

/** LZW without compression: a clear code often enough that the width of the codes never grows. */
function codesOf(pixels: Bytes, minBits: number): Bytes {
  const width = minBits + 1;
  const every = (1 << minBits) - 2;
  const codes = pixels.length + Math.ceil(pixels.length / every) + 2;
  const out = new Uint8Array(Math.ceil((codes * width) / 8) + 4);
  let [held, heldBits, at] = [0, 0, 0];
  const put = (code: number) => {
    held |= code << heldBits;
    for (heldBits += width; heldBits >= 8; heldBits -= 8, held >>>= 8) out[at++] = held & 255;
  };
  pixels.forEach((pixel, i) => {
    if (i % every === 0) put(1 << minBits);
    put(pixel);
  });
  put((1 << minBits) + 1);
  if (heldBits > 0) out[at++] = held & 255;
  return out.slice(0, at);
}

function blocked(data: Bytes): Bytes[] {
  const blocks: Bytes[] = [];
  for (let at = 0; at < data.length; at += 255) {
    const block = data.subarray(at, at + 255);
    blocks.push(new Uint8Array([block.length]), block);
  }
  return blocks;
}

/** Null when the first frame does not begin in these bytes. */
export async function mendedGif(gif: Bytes): Promise<Bytes | null> {
  const start = gifFrameStart(gif);
  if (start === null || start + 11 > gif.length) return null;
  const view = viewOf(gif);
  const flags = gif[start + 9] ?? 0;
  const data = start + 10 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  const minBits = gif[data] ?? 0;
  if (minBits < 2 || minBits > 8) return null;
  const count = view.getUint16(start + 5, true) * view.getUint16(start + 7, true);
  const pixels = pixelsOf(blocksFrom(gif, data + 1), minBits, count);
  const parts = [gif.subarray(0, data + 1), ...blocked(codesOf(pixels, minBits)), new Uint8Array([0, 0x3b])];
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
