// A picture as a function of its place: every pixel asks `shade` for its colour. Enough for landscapes, without
// anyone else's rights.
import { PhotonImage } from '@cf-wasm/photon/node';

/** red, green, blue: 0..1 */
export type Colour = readonly [number, number, number];
/** x and y: 0..1, from the upper left */
export type Shade = (x: number, y: number) => Colour;

const QUALITY = 88;

const clamp = (value: number) => Math.min(1, Math.max(0, value));

/** `t` = 0: `a`, 1: `b`, in between both. */
export const mix = (a: Colour, b: Colour, t: number): Colour => {
  const s = clamp(t);
  return [a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s, a[2] + (b[2] - a[2]) * s];
};

/** 0 below `from`, 1 above `to`, smooth in between. */
export const smooth = (from: number, to: number, value: number) => {
  const t = clamp((value - from) / (to - from));
  return t * t * (3 - 2 * t);
};

/** @param hex `#rrggbb` */
export const rgb = (hex: string): Colour => {
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) / 255, ((n >> 8) & 255) / 255, (n & 255) / 255];
};

/** The same number for the same place, 0..1. */
export function hash(x: number, y: number) {
  let h = Math.imul(x | 0, 374_761_393) ^ Math.imul(y | 0, 668_265_263);
  h = Math.imul(h ^ (h >>> 13), 1_274_126_177);
  return ((h ^ (h >>> 16)) >>> 0) / 4_294_967_295;
}

/** Value noise in several octaves, 0..1. */
export function noise(x: number, y: number, octaves: number = 4) {
  let [sum, weight, total] = [0, 0.5, 0];
  for (let octave = 0; octave < octaves; octave++, weight /= 2) {
    const scale = 2 ** octave;
    const [px, py] = [x * scale, y * scale];
    const [ix, iy] = [Math.floor(px), Math.floor(py)];
    const [fx, fy] = [smooth(0, 1, px - ix), smooth(0, 1, py - iy)];
    const top = hash(ix, iy) * (1 - fx) + hash(ix + 1, iy) * fx;
    const bottom = hash(ix, iy + 1) * (1 - fx) + hash(ix + 1, iy + 1) * fx;
    sum += weight * (top * (1 - fy) + bottom * fy);
    total += weight;
  }
  return sum / total;
}

/**
 * Paints a picture.
 * @returns a JPEG
 */
export function paint(width: number, height: number, shade: Shade): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(width * height * 4);
  for (let at = 0, y = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 4) {
      const grain = (hash(x, y) - 0.5) * 0.012;
      const colour = shade((x + 0.5) / width, (y + 0.5) / height);
      for (const [channel, value] of colour.entries()) pixels[at + channel] = clamp(value + grain) * 255;
      pixels[at + 3] = 255;
    }
  const image = new PhotonImage(pixels, width, height);
  try {
    return new Uint8Array(image.get_bytes_jpeg(QUALITY));
  } finally {
    image.free();
  }
}
