// A PNG written anew from what can be read of it: rows that are missing become zeros, checksums become right, chunks that
// do not change the picture go. Everything streams through the platform's own zlib.
import { viewOf } from '#shared/mediahub/media/boxes';
import type { Size } from '#shared/mediahub/media/size';
import { crc32 } from './crc32.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What changes the pixels; IDAT and IEND are written anew. */
const KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'iCCP', 'sRGB', 'gAMA', 'cHRM']);

/** Samples per pixel by colour type. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Adam7: first column, first row, column step, row step of each pass. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

interface Chunk {
  type: string;
  data: Bytes;
}

/** Every chunk, the last one as far as it is there. Checksums are not asked. */
function* chunksOf(png: Bytes): Generator<Chunk, void> {
  const view = viewOf(png);
  for (let at = SIGNATURE.length; at + 8 <= png.length;) {
    const length = view.getUint32(at);
    const type = new TextDecoder('latin1').decode(png.subarray(at + 4, at + 8));
    yield { type, data: png.subarray(at + 8, Math.min(at + 8 + length, png.length)) };
    at += length + 12;
  }
}

/** Bytes of the filtered rows, as the header promises them. */
function rawBytes(header: Bytes, { width, height }: Size): number {
  const bits = (header[8] ?? 8) * (SAMPLES[header[9] ?? 6] ?? 4);
  const passes = header[12] === 1 ? ADAM7 : ([[0, 0, 1, 1]] as const);
  return passes.reduce((sum, [x, y, dx, dy]) => {
    const columns = Math.max(0, Math.ceil((width - x) / dx));
    const rows = columns === 0 ? 0 : Math.max(0, Math.ceil((height - y) / dy));
    return sum + rows * (1 + Math.ceil((columns * bits) / 8));
  }, 0);
}

/** The inflated rows: as many as can be read, then zeros, exactly `length` bytes. */
async function* rowsOf(packed: Bytes[], length: number): AsyncGenerator<Bytes, void> {
  let left = length;
  try {
    const rows = new Blob(packed).stream().pipeThrough(new DecompressionStream('deflate'));
    for await (const chunk of rows) {
      const part = new Uint8Array(chunk.subarray(0, left));
      left -= part.length;
      yield part;
      if (left === 0) return;
    }
  } catch {
    // The data ends here, or makes no sense from here on.
  }
  for (; left > 0; left -= Math.min(left, 65_536)) yield new Uint8Array(Math.min(left, 65_536));
}

const streamOf = (chunks: AsyncGenerator<Bytes, void>): ReadableStream<Bytes> =>
  new ReadableStream<Bytes>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });

function chunk(type: string, data: Bytes): Bytes {
  const bytes = new Uint8Array(data.length + 12);
  const view = viewOf(bytes);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}

/** Null when it has no header or no pixels. */
export async function mendedPng(png: Bytes, size: Size): Promise<Bytes | null> {
  const chunks = [...chunksOf(png)];
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  const packed = chunks.flatMap(({ type, data }) => (type === 'IDAT' ? [data] : []));
  if (!header || header.length < 13 || packed.length === 0) return null;
  const rows = streamOf(rowsOf(packed, rawBytes(header, size)));
  const repacked = new Uint8Array(
    await new Response(rows.pipeThrough(new CompressionStream('deflate'))).arrayBuffer(),
  );
  const kept = chunks.filter(({ type }) => KEPT.has(type)).map(({ type, data }) => chunk(type, data));
  const parts = [new Uint8Array(SIGNATURE), ...kept, chunk('IDAT', repacked), chunk('IEND', new Uint8Array(0))];
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
