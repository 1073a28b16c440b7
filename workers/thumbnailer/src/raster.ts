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

/** Kr and Kb of the matrices that cameras use; BT.601 for the rest. */
const weights = (matrix: number): readonly [number, number] =>
  matrix === 1 ? [0.2126, 0.0722] : matrix === 9 ? [0.2627, 0.0593] : [0.299, 0.114];

/** The mean of a block of samples, scaled to 8 bits. Blocks end with the plane. */
function blockMean(
  { bytes, stride, width, height }: Plane,
  x: number,
  y: number,
  size: readonly [number, number],
  bits: number,
): number {
  const [right, bottom] = [Math.min(x + size[0], width), Math.min(y + size[1], height)];
  let sum = 0;
  for (let row = y; row < bottom; row++)
    if (bits === 8)
      for (let at = row * stride + x, end = row * stride + right; at < end; at++) sum += bytes[at] ?? 0;
    else
      for (let at = row * stride + 2 * x, end = row * stride + 2 * right; at < end; at += 2)
        sum += (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  const mean = sum / ((right - x) * (bottom - y));
  return bits === 8 ? mean : mean / 2 ** (bits - 8);
}

/** Puts decoded planes at a place of the full picture; what is beyond its edge is dropped. */
export function put(raster: Raster, planes: Planes, left: number, top: number): void {
  const { y: luma, u, v, bits, matrix, fullRange } = planes;
  const { factor, rgba } = raster;
  const [kr, kb] = weights(matrix);
  const kg = 1 - kr - kb;
  const [offset, scaleY, scaleC] = fullRange ? [0, 1, 1] : [16, 255 / 219, 255 / 224];
  const stepX = u ? Math.max(1, Math.round(luma.width / u.width)) : 1;
  const stepY = u ? Math.max(1, Math.round(luma.height / u.height)) : 1;
  const block = [factor, factor] as const;
  const chroma = [Math.max(1, factor / stepX), Math.max(1, factor / stepY)] as const;
  const [x0, y0] = [Math.floor(left / factor), Math.floor(top / factor)];
  const columns = Math.min(Math.ceil(luma.width / factor), raster.width - x0);
  const rows = Math.min(Math.ceil(luma.height / factor), raster.height - y0);
  const inside = (plane: Plane, x: number, y: number): readonly [number, number] => [
    Math.min(x, plane.width - 1),
    Math.min(y, plane.height - 1),
  ];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [x, y] = [column * factor, row * factor];
      const lum = (blockMean(luma, x, y, block, bits) - offset) * scaleY;
      let [cb, cr] = [0, 0];
      if (u && v) {
        const [cx, cy] = inside(u, Math.floor(x / stepX), Math.floor(y / stepY));
        cb = (blockMean(u, cx, cy, chroma, bits) - 128) * scaleC;
        cr = (blockMean(v, cx, cy, chroma, bits) - 128) * scaleC;
      }
      const at = ((y0 + row) * raster.width + x0 + column) * 4;
      const red = lum + 2 * (1 - kr) * cr;
      const blue = lum + 2 * (1 - kb) * cb;
      rgba[at] = clamped(red);
      rgba[at + 1] = clamped((lum - kr * red - kb * blue) / kg);
      rgba[at + 2] = clamped(blue);
    }
}

const clamped = (value: number): number => (value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value));
