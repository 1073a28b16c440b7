// What a lossless WebP has done to its pixels, undone row by row (RFC 9649, 3.5). Pixels are ARGB in one number.

export type Pixels = Int32Array;
/** Changes a row, or gives a longer one. */
export type Undo = (row: Pixels, y: number) => Pixels;

/** A picture of numbers, one for each block of the pixels. */
export interface Blocks {
  bits: number;
  across: number;
  pixels: Pixels;
}

const BLACK = 0xff000000 | 0;
const [ODD, EVEN] = [0xff00ff00 | 0, 0x00ff00ff];

const sum = (a: number, b: number): number => (((a & ODD) + (b & ODD)) & ODD) | (((a & EVEN) + (b & EVEN)) & EVEN);
const mean = (a: number, b: number): number => (((a ^ b) & 0xfefefefe) >>> 1) + (a & b);
const clamped = (n: number): number => (n < 0 ? 0 : n > 255 ? 255 : n);

function select(left: number, top: number, corner: number): number {
  let difference = 0;
  for (let shift = 0; shift < 32; shift += 8) {
    const c = (corner >>> shift) & 255;
    difference += Math.abs(((top >>> shift) & 255) - c) - Math.abs(((left >>> shift) & 255) - c);
  }
  return difference < 0 ? left : top;
}

/** `of` gives a channel from those of three pixels. */
function each(a: number, b: number, c: number, of: (a: number, b: number, c: number) => number): number {
  let result = 0;
  for (let shift = 0; shift < 32; shift += 8)
    result |= clamped(of((a >>> shift) & 255, (b >>> shift) & 255, (c >>> shift) & 255)) << shift;
  return result;
}
const gradient = (a: number, b: number, c: number): number => a + b - c;
const half = (a: number, b: number): number => a + Math.trunc((a - b) / 2);

/** By the number of the mode: left, top, upper right, upper left. */
const PREDICTORS: readonly ((l: number, t: number, tr: number, tl: number) => number)[] = [
  () => BLACK,
  (l) => l,
  (_, t) => t,
  (_, __, tr) => tr,
  (_, __, ___, tl) => tl,
  (l, t, tr) => mean(mean(l, tr), t),
  (l, _, __, tl) => mean(l, tl),
  (l, t) => mean(l, t),
  (_, t, __, tl) => mean(tl, t),
  (_, t, tr) => mean(t, tr),
  (l, t, tr, tl) => mean(mean(l, tl), mean(t, tr)),
  (l, t, _, tl) => select(l, t, tl),
  (l, t, _, tl) => each(l, t, tl, gradient),
  (l, t, _, tl) => each(mean(l, t), tl, 0, half),
];

export function unpredicted({ bits, across, pixels }: Blocks, width: number): Undo {
  // The pixel behind the last of a row is the first of the next.
  const above = new Int32Array(width + 1);
  return (row, y) => {
    row[0] = sum(row[0] ?? 0, y === 0 ? BLACK : (above[0] ?? 0));
    above[width] = row[0] ?? 0;
    for (let x = 1; x < width;) {
      const mode = y === 0 ? 1 : ((pixels[(y >> bits) * across + (x >> bits)] ?? 0) >> 8) & 15;
      const predictor = PREDICTORS[mode] ?? (() => BLACK);
      const end = Math.min(width, ((x >> bits) + 1) << bits);
      for (; x < end; x++)
        row[x] = sum(row[x] ?? 0, predictor(row[x - 1] ?? 0, above[x] ?? 0, above[x + 1] ?? 0, above[x - 1] ?? 0));
    }
    above.set(row.subarray(0, width));
    return row;
  };
}

const signed = (n: number): number => (n << 24) >> 24;
const delta = (factor: number, color: number): number => (signed(factor) * signed(color)) >> 5;

export const uncorrelated =
  ({ bits, across, pixels }: Blocks, width: number): Undo =>
  (row, y) => {
    for (let x = 0; x < width; x++) {
      const factors = pixels[(y >> bits) * across + (x >> bits)] ?? 0;
      const pixel = row[x] ?? 0;
      const green = pixel >> 8;
      const red = ((pixel >> 16) + delta(factors, green)) & 255;
      const blue = (pixel + delta(factors >> 8, green) + delta(factors >> 16, red)) & 255;
      row[x] = (pixel & ODD) | (red << 16) | blue;
    }
    return row;
  };

export const withGreen: Undo = (row) => {
  for (let x = 0; x < row.length; x++) {
    const pixel = row[x] ?? 0;
    const green = (pixel >> 8) & 255;
    row[x] = (pixel & ODD) | (((pixel & EVEN) + ((green << 16) | green)) & EVEN);
  }
  return row;
};

/** The differences of a palette's colours become colours. */
export function paletteOf(differences: Pixels): Pixels {
  for (let i = 1; i < differences.length; i++) differences[i] = sum(differences[i] ?? 0, differences[i - 1] ?? 0);
  return differences;
}

/** @param packed how many indices a pixel holds, as a power of two */
export function unindexed(palette: Pixels, packed: number, width: number): Undo {
  const out = new Int32Array(width);
  const bits = 8 >> packed;
  return (row) => {
    for (let x = 0; x < width; x++) {
      const green = (row[x >> packed] ?? 0) >> 8;
      const index = (green >> (bits * (x & ((1 << packed) - 1)))) & ((1 << bits) - 1);
      out[x] = palette[index] ?? 0;
    }
    return out;
  };
}
