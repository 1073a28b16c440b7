// Large PNGs row by row: the platform inflates, each row is unfiltered from the one before (PNG, third edition, 9), and only
// what is left after shrinking is kept. So 200 MP take no more than 12. Interlaced ones need the whole picture: not these.
import { viewOf } from '#shared/mediahub/media/boxes';
import { chunksOf, type Chunk } from '#shared/mediahub/media/png';
import type { Size } from '#shared/mediahub/media/size';
import { inflated } from '../repair/inflated.ts';
import { emptyRaster, factorFor, type Raster } from '../raster.ts';
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

/** Small pieces, since the platform inflates a whole one before anybody reads. */
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
  bitsPerPixel: number;
}

function layoutOf(chunks: readonly Chunk[]): Layout {
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  const dataOf = (name: string) => chunks.find(({ type }) => type === name)?.data ?? null;
  if (!header || header.length < 13 || header[12] !== 0) throw new Error('interlaced, or no header');
  const [depth, type] = [header[8] ?? 8, header[9] ?? 6];
  const view = viewOf(header);
  return {
    width: view.getUint32(0),
    height: view.getUint32(4),
    bitsPerPixel: depth * (SAMPLES[type] ?? 4),
    format: { type, depth, palette: dataOf('PLTE'), transparent: dataOf('tRNS') },
  };
}

/** Gives every row that is there to `use`; says how many there were. */
async function readRows(
  inflating: AsyncGenerator<Bytes, void>,
  { width, height, bitsPerPixel }: Layout,
  use: (row: Uint8Array) => void,
): Promise<number> {
  const length = 1 + Math.ceil((width * bitsPerPixel) / 8);
  const step = Math.max(1, bitsPerPixel >> 3);
  let [row, above] = [new Uint8Array(length), new Uint8Array(length)];
  let [filled, rows] = [0, 0];
  for await (const chunk of inflating) {
    for (let at = 0; at < chunk.length && rows < height;) {
      const part = chunk.subarray(at, at + length - filled);
      row.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < length) break;
      unfilter(row[0] ?? 0, row.subarray(1), above.subarray(1), step);
      use(row.subarray(1));
      [row, above, filled] = [above, row, 0];
      rows++;
    }
    if (rows === height) break;
  }
  return rows;
}

/** @throws when it is interlaced, or not a row can be read */
export async function pngPicture(png: Bytes, least: number): Promise<LargePicture> {
  const chunks = [...chunksOf(png)];
  const layout = layoutOf(chunks);
  const packed = chunks.flatMap(({ type, data }) => (type === 'IDAT' ? [data] : []));
  const isGray = layout.format.type === 0 || layout.format.type === 4;
  const pixels = new Uint8Array(4 * layout.width);
  const rasterFrom = async (inflating: AsyncGenerator<Bytes, void>): Promise<Raster | null> => {
    const raster = emptyRaster(layout, factorFor(layout, least));
    const shrinking = shrinkInto(raster, layout.width);
    const rows = await readRows(inflating, layout, (row) => {
      toRgba(row, layout.format, pixels);
      shrinking.add(pixels);
    });
    shrinking.end();
    return rows > 0 ? raster : null;
  };
  // What is cut off, or has a wrong checksum, is read again with more patience.
  const raster = await rasterFrom(streamed(packed)).catch(() => rasterFrom(inflated(packed, false)));
  if (!raster) throw new Error('no row can be read');
  return { raster, profile: null, isGray };
}
