// Large PNGs row by row: the platform inflates, each row is unfiltered from the one before (PNG, third edition, 9), and only
// what is left after shrinking is kept. So 200 MP take no more than 12. An interlaced one is whole for a moment.
import { viewOf } from '#shared/mediahub/media/boxes';
import { chunksOf, type Chunk } from '#shared/mediahub/media/png';
import type { Size } from '#shared/mediahub/media/size';
import { inflated } from '../repair/inflated.ts';
import { emptyRaster, factorFor, type Raster } from '../raster.ts';
import { passesOf, placed, type Pass } from './adam7.ts';
import { toRgba, type Format } from './png-pixels.ts';
import { shrinkInto } from './shrunk.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

export interface LargePicture {
  raster: Raster;
  /** Of a WebP; that of a PNG is found elsewhere. */
  profile: Bytes | null;
  isGray: boolean;
}

/** Small pieces, since the platform inflates a whole one before the first read. */
const PIECE = 16_384;

async function* streamed(parts: readonly Bytes[]): AsyncGenerator<Bytes, void> {
  const pieces = (function* () {
    for (const part of parts) for (let at = 0; at < part.length; at += PIECE) yield part.subarray(at, at + PIECE);
  })();
  const source = new ReadableStream<Bytes>({
    pull(controller) {
      const { done, value } = pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  for await (const chunk of source.pipeThrough(new DecompressionStream('deflate'))) yield new Uint8Array(chunk);
}

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/** Both rows begin behind their filter's number. `step`: bytes of a pixel, at least one. */
function unfilter(filter: number, row: Uint8Array, above: Uint8Array, step: number): void {
  for (let i = filter === 2 ? 0 : step; filter === 1 && i < row.length; i++)
    row[i] = (row[i] ?? 0) + (row[i - step] ?? 0);
  if (filter === 2) for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) + (above[i] ?? 0);
  if (filter === 3)
    for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) + (((row[i - step] ?? 0) + (above[i] ?? 0)) >> 1);
  if (filter === 4)
    for (let i = 0; i < row.length; i++)
      row[i] = (row[i] ?? 0) + paeth(row[i - step] ?? 0, above[i] ?? 0, above[i - step] ?? 0);
}

interface Layout extends Size {
  format: Format;
  isInterlaced: boolean;
  bitsPerPixel: number;
}

function layoutOf(chunks: readonly Chunk[]): Layout {
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  const dataOf = (name: string) => chunks.find(({ type }) => type === name)?.data ?? null;
  if (!header || header.length < 13) throw new Error('no header');
  const [depth, type] = [header[8] ?? 8, header[9] ?? 6];
  const view = viewOf(header);
  return {
    width: view.getUint32(0),
    height: view.getUint32(4),
    bitsPerPixel: depth * (SAMPLES[type] ?? 4),
    isInterlaced: header[12] === 1,
    format: { type, depth, palette: dataOf('PLTE'), transparent: dataOf('tRNS') },
  };
}

const LAST_FILTER = 4;

/** Gives every row of a picture that is there, or of each of its passes, to `use`; says how many there were. */
async function readRows(
  inflating: AsyncGenerator<Bytes, void>,
  passes: readonly Size[],
  bitsPerPixel: number,
  use: (row: Uint8Array, pass: number, y: number) => void,
): Promise<number> {
  const step = Math.max(1, bitsPerPixel >> 3);
  const lengthOf = (pass: number) => 1 + Math.ceil(((passes[pass]?.width ?? 0) * bitsPerPixel) / 8);
  let [pass, y, filled, rows] = [0, 0, 0, 0];
  let [row, above] = [new Uint8Array(lengthOf(0)), new Uint8Array(lengthOf(0))];
  for await (const chunk of inflating) {
    for (let at = 0; at < chunk.length && pass < passes.length;) {
      const part = chunk.subarray(at, at + row.length - filled);
      row.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < row.length) break;
      // What was damaged in the middle makes no sense from here on.
      if ((row[0] ?? 0) > LAST_FILTER) return rows;
      unfilter(row[0] ?? 0, row.subarray(1), above.subarray(1), step);
      use(row.subarray(1), pass, y);
      [row, above, filled] = [above, row, 0];
      rows++;
      if (++y < (passes[pass]?.height ?? 0)) continue;
      [pass, y] = [pass + 1, 0];
      [row, above] = [new Uint8Array(lengthOf(pass)), new Uint8Array(lengthOf(pass))];
    }
    if (pass === passes.length) break;
  }
  return rows;
}

/** Null: not a row can be read. */
async function rasterOf(
  inflating: AsyncGenerator<Bytes, void>,
  layout: Layout,
  least: number,
): Promise<Raster | null> {
  const raster = emptyRaster(layout, factorFor(layout, least));
  const shrinking = shrinkInto(raster, layout.width);
  const pixels = new Uint8Array(4 * layout.width);
  const rows = await readRows(inflating, [layout], layout.bitsPerPixel, (row) => {
    toRgba(row, layout.format, pixels);
    shrinking.add(pixels);
  });
  shrinking.end();
  return rows > 0 ? raster : null;
}

/** As `rasterOf`, of an interlaced one: what its passes have drawn is shrunk at the end. */
async function interlacedRaster(
  inflating: AsyncGenerator<Bytes, void>,
  layout: Layout,
  least: number,
): Promise<Raster | null> {
  const passes: Pass[] = passesOf(layout);
  const whole = new Uint32Array(layout.width * layout.height);
  const rows = await readRows(inflating, passes, layout.bitsPerPixel, (row, n, y) => {
    const pass = passes[n];
    if (!pass) return;
    const pixels = new Uint8Array(4 * pass.width);
    toRgba(row, layout.format, pixels);
    placed(pixels, y, pass, whole, layout);
  });
  if (rows === 0) return null;
  const raster = emptyRaster(layout, factorFor(layout, least));
  const shrinking = shrinkInto(raster, layout.width);
  const bytes = new Uint8Array(whole.buffer);
  for (let y = 0; y < layout.height; y++) shrinking.add(bytes, 4 * y * layout.width);
  shrinking.end();
  return raster;
}

/** @throws when not a row can be read */
export async function pngPicture(png: Bytes, least: number): Promise<LargePicture> {
  const chunks = [...chunksOf(png)];
  const layout = layoutOf(chunks);
  const packed = chunks.flatMap(({ type, data }) => (type === 'IDAT' ? [data] : []));
  const isGray = layout.format.type === 0 || layout.format.type === 4;
  const read = layout.isInterlaced ? interlacedRaster : rasterOf;
  // What is cut off, or has a wrong checksum, is read again with more patience.
  const raster = await read(streamed(packed), layout, least).catch(() =>
    read(inflated(packed, false), layout, least),
  );
  if (!raster) throw new Error('no row can be read');
  return { raster, profile: null, isGray };
}
