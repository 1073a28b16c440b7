// Pixels on their way from a decoder's planes to a picture: shrunk by a power of two while they are converted from YCbCr to
// RGB, so that the full size never exists as RGBA. Tiles are put where they belong, one after the other.
import type { Size } from '#shared/mediahub/media/size';

/** One channel: `bytes` begins at its first sample; samples of more than 8 bits take two bytes. */
export interface Plane extends Size {
  bytes: Uint8Array;
  /** Bytes from row to row. */
  stride: number;
}

export interface Planes {
  y: Plane;
  /** Null: gray. */
  u: Plane | null;
  v: Plane | null;
  bits: number;
  /** CICP matrix coefficients (ITU-T H.273). */
  matrix: number;
  fullRange: boolean;
}

export interface Raster extends Size {
  rgba: Uint8Array<ArrayBuffer>;
  /** One pixel here is so many there, in each direction. */
  factor: number;
}

/** The largest whole number that leaves at least `least` of the longest side. */
export const factorFor = ({ width, height }: Size, least: number): number =>
  Math.max(1, Math.floor(Math.max(width, height) / least));

/** Of tiles: a power of two, so that they meet at whole pixels. */
export const factorForTiles = (size: Size, least: number): number =>
  2 ** Math.floor(Math.log2(factorFor(size, least)));

/** Of planes as a whole: any number, for pixels at the edge of a block count for both by their area. */
export const factorForPlanes = ({ width, height }: Size, least: number): number =>
  Math.max(1, Math.max(width, height) / least);

/** What is more than a whole number by this is a rounding error. */
const ERROR = 1e-6;

export function emptyRaster({ width, height }: Size, factor: number): Raster {
  const [w, h] = [width, height].map((side) => Math.max(1, Math.ceil(side / factor - ERROR))) as [number, number];
  return { width: w, height: h, factor, rgba: new Uint8Array(w * h * 4).fill(255) };
}

/** The matrix of lossless files: the planes are green, blue and red. */
const IDENTITY = 0;

/** Kr and Kb of the matrices that are made of weights; BT.601 for the rest. */
const WEIGHTS: Readonly<Record<number, readonly [number, number]>> = {
  1: [0.2126, 0.0722],
  4: [0.3, 0.11],
  7: [0.212, 0.087],
  9: [0.2627, 0.0593],
};
const BT601 = [0.299, 0.114] as const;

/** Planes of green and orange instead of blue and red. */
const YCGCO = 8;

/** A stretch of samples: those from the first to before the last count whole, those two by so much. */
interface Span {
  first: number;
  end: number;
  before: number;
  after: number;
  length: number;
}

/** The `i`th of the stretches of `length` samples, which is no whole number where a sample covers several pixels. */
function spanOf(i: number, length: number, most: number): Span {
  const from = Math.min(i * length, most - Math.min(1, length));
  const to = Math.min((i + 1) * length, most);
  const [first, end] = [Math.floor(from + ERROR), Math.ceil(to - ERROR)];
  return { first, end, before: 1 - (from - first), after: 1 - (end - to), length: to - from };
}

const weightIn = ({ first, end, before, after, length }: Span, at: number): number =>
  end - first === 1 ? length : at === first ? before : at === end - 1 ? after : 1;

/** How far each pixel of the full picture can be seen; colours weigh as much. */
interface Weights {
  alpha: Plane;
  /** Pixels of the picture to a sample of the plane that is weighed. */
  stepX: number;
  stepY: number;
}

/** The mean of a block by weight; any of its samples where nothing can be seen. */
function weighed({ bytes, stride }: Plane, across: Span, down: Span, { alpha, stepX, stepY }: Weights): number {
  let [sum, weight] = [0, 0];
  for (let y = down.first; y < down.end; y++)
    for (let x = across.first; x < across.end; x++) {
      const seen = alpha.bytes[y * stepY * alpha.stride + x * stepX] ?? 0;
      const one = seen * weightIn(across, x) * weightIn(down, y);
      sum += one * (bytes[y * stride + x] ?? 0);
      weight += one;
    }
  return weight === 0 ? (bytes[down.first * stride + across.first] ?? 0) : sum / weight;
}

/** The sum of a stretch of a row that begins at `at`. */
function sumOf(bytes: Uint8Array, at: number, { first, end, before, after, length }: Span): number {
  if (end - first === 1) return (bytes[at + first] ?? 0) * length;
  let sum = (bytes[at + first] ?? 0) * before + (bytes[at + end - 1] ?? 0) * after;
  for (let x = at + first + 1; x < at + end - 1; x++) sum += bytes[x] ?? 0;
  return sum;
}

/** Of samples of two bytes. */
function wideSumOf(bytes: Uint8Array, at: number, span: Span): number {
  let sum = 0;
  for (let x = span.first; x < span.end; x++)
    sum += ((bytes[at + 2 * x] ?? 0) | ((bytes[at + 2 * x + 1] ?? 0) << 8)) * weightIn(span, x);
  return sum;
}

/** The means of a row of blocks, scaled to 8 bits. One row at a time, since this runs for every pixel that a phone has. */
function meansOf(plane: Plane, down: Span, columns: readonly Span[], bits: number, out: Float32Array): void {
  const { bytes, stride } = plane;
  const sum = bits === 8 ? sumOf : wideSumOf;
  const scale = 2 ** (8 - bits) / down.length;
  out.fill(0);
  for (let y = down.first; y < down.end; y++) {
    const weight = weightIn(down, y) * scale;
    for (let i = 0; i < columns.length; i++) {
      const across = columns[i];
      if (across) out[i] = (out[i] ?? 0) + (sum(bytes, y * stride, across) * weight) / across.length;
    }
  }
}

/** How far a picture can be seen through. */
export interface Seen {
  /** 8 bits, full range, as large as the luma. */
  alpha: Plane;
  /** The colours are weighed by it already. */
  isWeighed: boolean;
}

/** Puts decoded planes at a place of the full picture; what is beyond its edge is dropped. */
export function put(
  raster: Raster,
  { y: luma, u, v, bits, matrix, fullRange }: Planes,
  left: number,
  top: number,
  seen: Seen | null = null,
): void {
  const { factor, rgba } = raster;
  const [kr, kb] = WEIGHTS[matrix] ?? BT601;
  const kg = 1 - kr - kb;
  const [offset, scaleY, scaleC] = fullRange ? [0, 1, 1] : [16, 255 / 219, 255 / 224];
  const [red, blue] = [2 * (1 - kr) * scaleC, 2 * (1 - kb) * scaleC];
  const [x0, y0] = [Math.floor(left / factor), Math.floor(top / factor)];
  const columns = Math.min(Math.ceil(luma.width / factor - ERROR), raster.width - x0);
  const rows = Math.min(Math.ceil(luma.height / factor - ERROR), raster.height - y0);
  if (columns <= 0) return;
  const [lum, cb, cr] = [new Float32Array(columns), new Float32Array(columns), new Float32Array(columns)];
  cb.fill(128);
  cr.fill(128);
  const weights = seen && !seen.isWeighed && factor > 1 && bits === 8 ? seen.alpha : null;
  /** Writes the means of the rows of blocks, one after the other. */
  const meansIn = (plane: Plane, depth: number, out: Float32Array, alpha: Plane | null) => {
    const [stepX, stepY] = [Math.round(luma.width / plane.width), Math.round(luma.height / plane.height)];
    const spans = Array.from(out, (_, i) => spanOf(i, factor / stepX, plane.width));
    return (row: number): void => {
      const down = spanOf(row, factor / stepY, plane.height);
      if (alpha) spans.forEach((across, i) => (out[i] = weighed(plane, across, down, { alpha, stepX, stepY })));
      else meansOf(plane, down, spans, depth, out);
    };
  };
  const alphas = new Float32Array(columns).fill(255);
  const all = [
    meansIn(luma, bits, lum, weights),
    ...(u && v ? [meansIn(u, bits, cb, weights), meansIn(v, bits, cr, weights)] : []),
    ...(seen ? [meansIn(seen.alpha, 8, alphas, null)] : []),
  ];
  for (let row = 0; row < rows; row++) {
    for (const means of all) means(row);
    let at = ((y0 + row) * raster.width + x0) * 4;
    for (let i = 0; i < columns; i++, at += 4) {
      rgba[at + 3] = Math.round(alphas[i] ?? 255);
      const light = ((lum[i] ?? 0) - offset) * scaleY;
      if (matrix === IDENTITY) {
        rgba[at] = clamped(((cr[i] ?? 0) - offset) * scaleY);
        rgba[at + 1] = clamped(light);
        rgba[at + 2] = clamped(((cb[i] ?? 0) - offset) * scaleY);
        continue;
      }
      if (matrix === YCGCO) {
        const [green, orange] = [((cb[i] ?? 0) - 128) * scaleC, ((cr[i] ?? 0) - 128) * scaleC];
        rgba[at] = clamped(light - green + orange);
        rgba[at + 1] = clamped(light + green);
        rgba[at + 2] = clamped(light - green - orange);
        continue;
      }
      const r = light + red * ((cr[i] ?? 0) - 128);
      const b = light + blue * ((cb[i] ?? 0) - 128);
      rgba[at] = clamped(r);
      rgba[at + 1] = clamped((light - kr * r - kb * b) / kg);
      rgba[at + 2] = clamped(b);
    }
  }
}

const clamped = (value: number): number => (value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value));
