// The canvas of a GIF and where its first frame is on it. Old encoders write a logical screen of 0 × 0 or one smaller than
// the frame; browsers then show a canvas that holds the first frame, and so do we.
import { viewOf } from './boxes.ts';
import type { Frame, Size } from '#shared/mediahub/media/size';

const IMAGE = 0x2c;
const EXTENSION = 0x21;

/** Bytes of a colour table, by the flags that announce it. */
const tableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

const isGif = (bytes: Uint8Array): boolean =>
  bytes.length >= 13 && new TextDecoder('latin1').decode(bytes.subarray(0, 4)) === 'GIF8';

/** Where the first frame's descriptor begins; null when that is not in these bytes. */
export function gifFrameStart(bytes: Uint8Array): number | null {
  if (!isGif(bytes)) return null;
  for (let at = 13 + tableBytes(bytes[10] ?? 0); at + 10 <= bytes.length;) {
    if (bytes[at] === IMAGE) return at;
    if (bytes[at] !== EXTENSION) return null;
    at += 2;
    // Blocks of data, each led by its length; an empty one ends the extension.
    while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
    at += 1;
  }
  return null;
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
