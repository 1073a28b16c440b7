// A large WebP, shrunk while it is read: a lossless one by rows of its own reader, a lossy one from libwebp's memory, with the
// alpha beside it row by row (RFC 9649, 2.7.1.2).
import { viewOf } from '#shared/mediahub/media/boxes';
import { riffChunks, type RiffChunk } from '#shared/mediahub/media/riff';
import type { Size } from '#shared/mediahub/media/size';
import { withWebp } from '../decoders/webp.ts';
import { emptyRaster, factorFor, type Raster } from '../raster.ts';
import { losslessRows } from './lossless-webp.ts';
import type { LargePicture } from './png.ts';
import { shrinkInto } from './shrunk.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const RGBA = 4;
/** A byte that names the format, then 14 bits each for the sides, less one, and four bits of no use. */
const [HEAD, SIDE] = [5, 0x3fff];

/** Those rows that are there. @throws when there is none */
function losslessRaster(webp: Bytes, { start, end }: RiffChunk, least: number): Raster {
  const sides = viewOf(webp).getUint32(start + 1, true);
  const size = { width: (sides & SIDE) + 1, height: ((sides >> 14) & SIDE) + 1 };
  const raster = emptyRaster(size, factorFor(size, least));
  const shrinking = shrinkInto(raster, size.width);
  const pixels = new Uint8Array(RGBA * size.width);
  let rows = 0;
  try {
    for (const row of losslessRows(webp.subarray(0, end), start + HEAD, size)) {
      for (let x = 0, at = 0; x < size.width; x++) {
        const pixel = row[x] ?? 0;
        pixels[at++] = pixel >> 16;
        pixels[at++] = pixel >> 8;
        pixels[at++] = pixel;
        pixels[at++] = pixel >> 24;
      }
      shrinking.add(pixels);
      rows++;
    }
  } catch (error) {
    if (rows === 0) throw error;
  }
  shrinking.end();
  return raster;
}

/** Undoes the prediction of a row of alpha, by its number: none, from the left, from above, from both. */
function unfiltered(row: Uint8Array, above: Uint8Array | null, filter: number): void {
  for (let x = 0; x < row.length; x++) {
    const [left, top, corner] = [row[x - 1], above?.[x], above?.[x - 1]];
    // At an edge there is one neighbour only; before the first pixel there is none.
    const only = left ?? top ?? 0;
    const both =
      left === undefined || top === undefined ? only : Math.max(0, Math.min(255, left + top - (corner ?? 0)));
    const guess = [0, filter === 1 ? (left ?? top ?? 0) : 0, top ?? left ?? 0, both][filter] ?? 0;
    row[x] = (row[x] ?? 0) + guess;
  }
}

/** Rows of alpha; each is gone with the next. */
function* alphaRows(webp: Bytes, { start, end }: RiffChunk, size: Size): Generator<Uint8Array, void> {
  const head = webp[start] ?? 0;
  const [isPacked, filter] = [(head & 3) === 1, (head >> 2) & 3];
  let [row, above] = [new Uint8Array(size.width), new Uint8Array(size.width)];
  const packed = isPacked ? losslessRows(webp.subarray(0, end), start + 1, size) : null;
  for (let y = 0; y < size.height; y++) {
    const greens = packed?.next();
    if (greens?.done) return;
    const from = start + 1 + y * size.width;
    if (greens) for (let x = 0; x < size.width; x++) row[x] = (greens.value[x] ?? 0) >> 8;
    else row.set(webp.subarray(from, Math.min(end, from + size.width)));
    unfiltered(row, y === 0 ? null : above, filter);
    yield row;
    [row, above] = [above, row];
  }
}

function lossyRaster(webp: Bytes, alpha: RiffChunk | undefined, least: number): Promise<Raster> {
  const opaque = webp.slice();
  // What decoders do not know they pass over: with alpha libwebp would hold the whole of that, too.
  if (alpha) opaque.set(new TextEncoder().encode('????'), alpha.start - 8);
  return withWebp(opaque, ({ data, width, height }) => {
    const raster = emptyRaster({ width, height }, factorFor({ width, height }, least));
    const shrinking = shrinkInto(raster, width);
    const alphas = alpha && alphaRows(webp, alpha, { width, height });
    for (let row = 0; row < height; row++) {
      const at = row * width * RGBA;
      const seen = alphas?.next();
      if (seen && !seen.done) for (let x = 0; x < width; x++) data[at + RGBA * x + 3] = seen.value[x] ?? 0;
      shrinking.add(data, at);
    }
    shrinking.end();
    return raster;
  });
}

/** @throws when the file is broken, or an animation */
export async function webpPicture(webp: Bytes, least: number): Promise<LargePicture> {
  const chunks = [...riffChunks(webp)];
  const named = chunks.find(({ type }) => type === 'ICCP');
  const lossless = chunks.find(({ type }) => type === 'VP8L');
  const alpha = chunks.find(({ type }) => type === 'ALPH');
  const raster = lossless ? losslessRaster(webp, lossless, least) : await lossyRaster(webp, alpha, least);
  return { raster, profile: named ? webp.slice(named.start, named.end) : null, isGray: false };
}
