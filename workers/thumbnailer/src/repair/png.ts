// A PNG rewritten from what can be read of it: fewer rows where the last ones are missing, right checksums, no chunks but
// those that change the picture. Everything streams through the platform's own zlib.
import { viewOf } from '#shared/mediahub/media/boxes';
import { chunksOf, type Chunk } from '#shared/mediahub/media/png';
import type { Size } from '#shared/mediahub/media/size';
import { isApple, redFirst } from './apple-png.ts';
import { inflated } from './inflated.ts';
import { pngOf } from './png-chunks.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** What changes the pixels; IDAT and IEND are rewritten. */
const KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'iCCP', 'sRGB', 'gAMA', 'cHRM']);

/** Samples per pixel by colour type. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Bits of a pixel. */
const depthOf = (header: Bytes): number => (header[8] ?? 8) * (SAMPLES[header[9] ?? 6] ?? 4);

/** Exactly `length` bytes: what there is, then zeros. `seen` receives how many there were. */
async function* filled(
  rows: AsyncGenerator<Bytes, void>,
  length: number,
  seen: (bytes: number) => void,
): AsyncGenerator<Bytes, void> {
  let left = length;
  for await (const chunk of rows) {
    const part = chunk.subarray(0, left);
    left -= part.length;
    yield part;
    if (left === 0) break;
  }
  seen(length - left);
  for (; left > 0; left -= Math.min(left, 65_536)) yield new Uint8Array(Math.min(left, 65_536));
}

const LAST_FILTER = 4;

/** Up to the first row whose filter does not exist: what was damaged in the middle makes no sense from there on. */
async function* soundRows(rows: AsyncGenerator<Bytes, void>, rowBytes: number): AsyncGenerator<Bytes, void> {
  let passed = 0;
  for await (const chunk of rows) {
    for (let at = (rowBytes - (passed % rowBytes)) % rowBytes; at < chunk.length; at += rowBytes)
      if ((chunk[at] ?? 0) > LAST_FILTER) {
        yield chunk.subarray(0, at);
        return;
      }
    passed += chunk.length;
    yield chunk;
  }
}

const streamOf = (chunks: AsyncGenerator<Bytes, void>): ReadableStream<Bytes> =>
  new ReadableStream<Bytes>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });

/** Every entry that the pixels may name: browsers show those beyond a short palette as its last one. */
function palette(data: Bytes, header: Bytes): Bytes {
  const last = data.length - (data.length % 3) - 3;
  return Uint8Array.from({ length: 3 * 2 ** Math.min(header[8] ?? 8, 8) }, (_, i) =>
    i < last ? (data[i] ?? 0) : (data[last + (i % 3)] ?? 0),
  );
}

interface Mended {
  bytes: Bytes;
  height: number;
  /** Its colours are weighed by their alpha. */
  isWeighed: boolean;
}

/** Of one that comes in passes every row has some: it is read as it is, `rows/adam7.ts`. */
export const isInterlaced = (png: Bytes): boolean =>
  [...chunksOf(png)].some(({ type, data }) => type === 'IHDR' && data[12] === 1);

/** Without the rows that are missing at the end. Null when it has no header or no pixels, or comes in passes. */
export async function mendedPng(png: Bytes, size: Size): Promise<Mended | null> {
  const chunks = [...chunksOf(png)];
  const header = chunks.find(({ type }) => type === 'IHDR')?.data.slice();
  const packed = chunks.flatMap(({ type, data }) => (type === 'IDAT' ? [data] : []));
  if (!header || header.length < 13 || header[12] === 1 || packed.length === 0) return null;
  const rowBytes = 1 + Math.ceil((size.width * depthOf(header)) / 8);
  const length = size.height * rowBytes;
  const apple = isApple(chunks);
  const channels = SAMPLES[header[9] ?? 6] ?? 4;
  if (apple && (header[8] !== 8 || channels < 3)) return null;
  const raw = inflated(packed, apple);
  const sound = soundRows(raw, rowBytes);
  let there = 0;
  const rows = filled(apple ? redFirst(sound, rowBytes, channels) : sound, length, (bytes) => (there = bytes));
  const repacked = await new Response(streamOf(rows).pipeThrough(new CompressionStream('deflate'))).arrayBuffer();
  const height = Math.floor(there / rowBytes);
  if (height === 0) return null;
  viewOf(header).setUint32(4, height);
  const kept = chunks
    .filter(({ type }) => KEPT.has(type))
    .map(({ type, data }): Chunk => {
      if (type === 'IHDR') return { type, data: header };
      return { type, data: type === 'PLTE' ? palette(data, header) : data };
    });
  const idat = { type: 'IDAT', data: new Uint8Array(repacked) };
  return { bytes: pngOf([...kept, idat, { type: 'IEND', data: new Uint8Array(0) }]), height, isWeighed: apple };
}
