// The canvas of a GIF and where its first frame is on it. Old encoders write a logical screen of 0 × 0 or one smaller than
// the frame; browsers then show a canvas that holds the first frame, and so do we. Others begin with frames of no pixels.
import { viewOf } from './boxes.ts';
import type { Frame, Size } from '#shared/mediahub/media/size';

const IMAGE = 0x2c;
const EXTENSION = 0x21;

/** Bytes of a colour table, by the flags that announce it. */
const tableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

const isGif = (bytes: Uint8Array): boolean =>
  bytes.length >= 13 && new TextDecoder('latin1').decode(bytes.subarray(0, 4)) === 'GIF8';

/** Behind blocks of data, each led by its length; an empty one ends them. */
function behindBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
  return at + 1;
}

/** Flags of a frame, behind its place and its size. */
const FLAGS = 9;
const isEmpty = (bytes: Uint8Array, at: number): boolean => {
  const view = viewOf(bytes);
  return view.getUint16(at + 5, true) === 0 || view.getUint16(at + 7, true) === 0;
};

/**
 * Where the descriptor of the first frame that has pixels begins, and where what belongs to it does: behind the frames without
 * any, which some encoders write first. Null when that is not in these bytes.
 */
function gifFirst(bytes: Uint8Array): { start: number; from: number } | null {
  if (!isGif(bytes)) return null;
  let from = 13 + tableBytes(bytes[10] ?? 0);
  for (let at = from; at + 10 <= bytes.length;) {
    if (bytes[at] === IMAGE) {
      if (!isEmpty(bytes, at)) return { start: at, from };
      at = behindBlocks(bytes, at + FLAGS + 1 + tableBytes(bytes[at + FLAGS] ?? 0) + 1);
      from = at;
    } else if (bytes[at] === EXTENSION) at = behindBlocks(bytes, at + 2);
    else return null;
  }
  return null;
}

/** Where the descriptor of the first frame that has pixels begins. */
export const gifFrameStart = (bytes: Uint8Array): number | null => gifFirst(bytes)?.start ?? null;

/** The same file without frames that have no pixels before the first that has some: decoders take none of these. */
export function withoutEmptyFrames(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const head = 13 + tableBytes(bytes[10] ?? 0);
  const first = gifFirst(bytes);
  if (!first || first.from === head) return bytes;
  const rest = bytes.subarray(first.from);
  const file = new Uint8Array(head + rest.length);
  file.set(bytes.subarray(0, head));
  file.set(rest, head);
  return file;
}

/** Where the first frame is on the canvas; null before it begins in these bytes. */
export function gifFrame(bytes: Uint8Array): Frame | null {
  const start = gifFrameStart(bytes);
  if (start === null) return null;
  const view = viewOf(bytes);
  const field = (at: number) => view.getUint16(start + at, true);
  return { x: field(1), y: field(3), width: field(5), height: field(7) };
}

/** The size that a browser gives it; null when this is no GIF. */
export function gifCanvas(bytes: Uint8Array): Size | null {
  if (!isGif(bytes)) return null;
  const view = viewOf(bytes);
  const [width, height] = [view.getUint16(6, true), view.getUint16(8, true)];
  const frame = gifFrame(bytes);
  return frame
    ? { width: Math.max(width, frame.x + frame.width), height: Math.max(height, frame.y + frame.height) }
    : { width, height };
}
