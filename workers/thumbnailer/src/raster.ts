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

/** The largest power of two that leaves at least `least` of the longest side. */
export function factorFor({ width, height }: Size, least: number): number {
  let factor = 1;
  while (Math.max(width, height) / (factor * 2) >= least) factor *= 2;
  return factor;
}

export function emptyRaster({ width, height }: Size, factor: number): Raster {
  const [w, h] = [Math.ceil(width / factor), Math.ceil(height / factor)];
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

/**
 * The means of a row of blocks, scaled to 8 bits: `out[i]` is that of the block at column i * across. One row at a time and
 * without an object per sample, since this runs for every pixel that a phone has.
 */
function meansOf(plane: Plane, top: number, across: number, down: number, bits: number, out: Float32Array): void {
  const { bytes, stride, width, height } = plane;
  const bottom = Math.min(top + down, height);
  const scale = bits === 8 ? 1 : 1 / 2 ** (bits - 8);
  for (let i = 0; i < out.length; i++) {
    const left = Math.min(i * across, width - 1);
    const right = Math.min(left + across, width);
    let sum = 0;
    for (let y = top; y < bottom; y++) {
      const row = y * stride;
      if (bits === 8) for (let x = row + left; x < row + right; x++) sum += bytes[x] ?? 0;
      else
        for (let x = row + 2 * left; x < row + 2 * right; x += 2)
          sum += (bytes[x] ?? 0) | ((bytes[x + 1] ?? 0) << 8);
    }
    out[i] = (sum * scale) / ((right - left) * (bottom - top));
  }
}

/** Chroma of one row of blocks, repeated where a chroma sample covers several of them. */
function chromaOf(plane: Plane, row: number, factor: number, luma: Plane, bits: number, out: Float32Array): void {
  const [stepX, stepY] = [luma.width / plane.width, luma.height / plane.height].map((n) =>
    Math.max(1, Math.round(n)),
  ) as [number, number];
  const top = Math.min(Math.floor((row * factor) / stepY), plane.height - 1);
  if (stepX <= factor) {
    meansOf(plane, top, factor / stepX, Math.max(1, factor / stepY), bits, out);
    return;
  }
  const repeat = stepX / factor;
  const narrow = new Float32Array(Math.ceil(out.length / repeat));
  meansOf(plane, top, 1, Math.max(1, factor / stepY), bits, narrow);
  for (let i = 0; i < out.length; i++) out[i] = narrow[Math.floor(i / repeat)] ?? 0;
}

/** Puts decoded planes at a place of the full picture; what is beyond its edge is dropped. */
export function put(
  raster: Raster,
  { y: luma, u, v, bits, matrix, fullRange }: Planes,
  left: number,
  top: number,
): void {
  const { factor, rgba } = raster;
  const [kr, kb] = WEIGHTS[matrix] ?? BT601;
  const kg = 1 - kr - kb;
  const [offset, scaleY, scaleC] = fullRange ? [0, 1, 1] : [16, 255 / 219, 255 / 224];
  const [red, blue] = [2 * (1 - kr) * scaleC, 2 * (1 - kb) * scaleC];
  const [x0, y0] = [Math.floor(left / factor), Math.floor(top / factor)];
  const columns = Math.min(Math.ceil(luma.width / factor), raster.width - x0);
  const rows = Math.min(Math.ceil(luma.height / factor), raster.height - y0);
  if (columns <= 0) return;
  const [lum, cb, cr] = [new Float32Array(columns), new Float32Array(columns), new Float32Array(columns)];
  cb.fill(128);
  cr.fill(128);
  for (let row = 0; row < rows; row++) {
    meansOf(luma, row * factor, factor, factor, bits, lum);
    if (u && v) {
      chromaOf(u, row, factor, luma, bits, cb);
      chromaOf(v, row, factor, luma, bits, cr);
    }
    let at = ((y0 + row) * raster.width + x0) * 4;
    for (let i = 0; i < columns; i++, at += 4) {
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
