// The seven passes of an interlaced PNG (Adam7; PNG, third edition, 8.1): each is a picture of its own, finer than those
// before. Every pixel fills the block that it represents, as browsers show a picture that is loading, so that a truncated picture
// is coarse and not full of holes.
import type { Size } from '#shared/mediahub/media/size';

export interface Pass extends Size {
  /** Of its first pixel, and from one to the next. */
  left: number;
  top: number;
  across: number;
  down: number;
  /** The block that a pixel fills until later passes come. */
  block: Size;
}

const PASSES = [
  [0, 0, 8, 8, 8, 8],
  [4, 0, 8, 8, 4, 8],
  [0, 4, 4, 8, 4, 4],
  [2, 0, 4, 4, 2, 4],
  [0, 2, 2, 4, 2, 2],
  [1, 0, 2, 2, 1, 2],
  [0, 1, 1, 2, 1, 1],
] as const;

/** Those that have pixels. */
export const passesOf = ({ width, height }: Size): Pass[] =>
  PASSES.map(([left, top, across, down, w, h]) => ({
    ...{ left, top, across, down, block: { width: w, height: h } },
    width: Math.max(0, Math.ceil((width - left) / across)),
    height: Math.max(0, Math.ceil((height - top) / down)),
  })).filter((pass) => pass.width > 0 && pass.height > 0);

/** Puts one row of a pass, pixels of RGBA, into the whole picture. */
export function placed(row: Uint8Array<ArrayBuffer>, y: number, pass: Pass, whole: Uint32Array, size: Size): void {
  const pixels = new Uint32Array(row.buffer, 0, pass.width);
  const first = pass.top + y * pass.down;
  const last = Math.min(first + pass.block.height, size.height);
  for (let line = first; line < last; line++) {
    const end = (line + 1) * size.width;
    let at = line * size.width + pass.left;
    for (const pixel of pixels) {
      whole.fill(pixel, at, Math.min(at + pass.block.width, end));
      at += pass.across;
    }
  }
}
