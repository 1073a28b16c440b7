// The first frame of a GIF that is cut off, rewritten. LZW codes cannot be appended to without knowing where the coder
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

/** Decodes LZW until the data or the pixels end: as many pixels as could be read. */
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
      if (code === clear + 1 || code > next || (previous < 0 && code >= clear)) return pixels.subarray(0, written);
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
  return pixels.subarray(0, written);
}

/** First row and step of the four passes of an interlaced frame. */
const PASSES = [[0, 8], [4, 8], [2, 4], [1, 2]] as const; // prettier-ignore

/** Rows in the order of their passes, those that are missing as the nearest one above: as browsers show a frame that comes in. */
function interlaced(pixels: Bytes, width: number, height: number): Bytes {
  const order = PASSES.flatMap(([first, step]) =>
    Array.from({ length: Math.max(0, Math.ceil((height - first) / step)) }, (_, i) => first + i * step),
  );
  const there = new Map(order.slice(0, Math.floor(pixels.length / width)).map((row, i) => [row, i]));
  const whole = new Uint8Array(width * height);
  order.forEach((row, i) => {
    let above = row;
    while (above > 0 && !there.has(above)) above--;
    const from = (there.get(above) ?? 0) * width;
    whole.set(pixels.subarray(from, from + width), i * width);
  });
  return whole;
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

const INTERLACED = 0x40;

const OWN_TABLE = 0x80;

/** The colours of a frame: its own, or those of the file. Browsers show what is beyond them as black. */
function tableOf(gif: Bytes, start: number): Bytes {
  const isOwn = ((gif[start + 9] ?? 0) & OWN_TABLE) !== 0;
  const flags = gif[isOwn ? start + 9 : 10] ?? 0;
  const from = isOwn ? start + 10 : 13;
  return gif.subarray(from, flags & OWN_TABLE ? from + 3 * 2 ** ((flags & 7) + 1) : from);
}

/** Without the rows that are missing. Null when the first frame, or its first row, is not in these bytes. */
export async function mendedGif(gif: Bytes): Promise<Bytes | null> {
  const start = gifFrameStart(gif);
  if (start === null || start + 11 > gif.length) return null;
  const head = gif.slice(0, start + 10);
  const view = viewOf(head);
  const flags = gif[start + 9] ?? 0;
  const data = start + 10 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  const minBits = gif[data] ?? 0;
  if (minBits < 2 || minBits > 8) return null;
  const [width, height] = [view.getUint16(start + 5, true), view.getUint16(start + 7, true)];
  const read = pixelsOf(blocksFrom(gif, data + 1), minBits, width * height);
  const rows = Math.floor(read.length / Math.max(1, width));
  if (rows === 0) return null;
  const passes = (flags & INTERLACED) !== 0;
  const pixels = passes ? interlaced(read, width, height) : read.subarray(0, rows * width);
  if (!passes) view.setUint16(start + 7, rows, true);
  const table = new Uint8Array(3 * 2 ** minBits);
  table.set(tableOf(gif, start).subarray(0, table.length));
  head[start + 9] = (flags & INTERLACED) | OWN_TABLE | (minBits - 1);
  const parts = [
    head,
    table,
    new Uint8Array([minBits]),
    ...blocked(codesOf(pixels, minBits)),
    new Uint8Array([0, 0x3b]),
  ];
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
