// A ZIP as a stream, by client-zip: UTF-8 names, dates, ZIP64 where it must be. It stores its entries, and what it stores
// here is DEFLATE in uncompressed blocks (why: stored-blocks.ts), so the three records that describe an entry are corrected
// on their way out: method, checksum and size are those of the file.
import { makeZip, predictLength } from 'client-zip';
import { crc32 } from 'node:zlib';
import { blocksLength, inBlocks } from './stored-blocks.ts';
import { countEnd, COUNT_END_BYTES, needsCountEnd } from './zip64-count.ts';

export interface ZipEntry {
  name: string;
  /** Bytes; less than 4 GiB each, whatever the whole comes to. */
  size: number;
}

/** A file as it is opened: its bytes, and when it was made. */
export interface Opened {
  bytes: AsyncIterable<Uint8Array>;
  date: Date;
}

const DEFLATED = 8;

/** Bytes of the whole ZIP. */
export function zipLength(entries: readonly ZipEntry[]): number {
  const files = entries.map(({ name, size }) => ({ name, size: blocksLength(size) }));
  return Number(predictLength(files)) + (needsCountEnd(files) ? COUNT_END_BYTES : 0);
}

/** ZIP counts years from 1980 in seven bits; a date outside is the nearest that it can write. */
const FIRST = Date.UTC(1980, 0, 2);
const LAST = Date.UTC(2107, 11, 30);
const dosDate = (date: Date): Date => {
  const time = date.getTime();
  return new Date(Number.isNaN(time) ? FIRST : Math.min(LAST, Math.max(FIRST, time)));
};

/**
 * @param open the n-th file; it must be as long as its size says
 * @param written called once an entry is through
 */
export async function* zip(
  entries: readonly ZipEntry[],
  open: (n: number) => Promise<Opened>,
  written: (n: number) => Promise<void> = () => Promise.resolve(),
): AsyncGenerator<Uint8Array> {
  const checksums: number[] = [];
  async function* inputs() {
    for (const [n, { name, size }] of entries.entries()) {
      const { bytes, date } = await open(n);
      const add = (chunk: Uint8Array) => {
        checksums[n] = crc32(chunk, checksums[n] ?? 0);
      };
      yield { name, size: blocksLength(size), lastModified: dosDate(date), input: inBlocks(bytes, size, add) };
    }
  }
  const reader = makeZip(inputs(), { buffersAreUTF8: true }).getReader();
  try {
    yield* corrected(reader, entries, checksums, written);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** client-zip hands out each record of its own in one piece; APPNOTE 6.3, sections 4.3.7, 4.3.9 and 4.3.12. */
async function* corrected(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  entries: readonly ZipEntry[],
  checksums: readonly number[],
  written: (n: number) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const next = async (): Promise<Uint8Array> => (await reader.read()).value ?? new Uint8Array(0);
  for (const [n, { size }] of entries.entries()) {
    yield patched(await next(), 0x04034b50, (header) => header.setUint16(8, DEFLATED, true));
    yield await next();
    for (let left = blocksLength(size); left > 0;) {
      const chunk = await next();
      if (chunk.length === 0) throw new Error('the ZIP ended within a file');
      left -= chunk.length;
      yield chunk;
    }
    yield patched(await next(), 0x08074b50, (descriptor) => {
      descriptor.setUint32(4, checksums[n] ?? 0, true);
      descriptor.setUint32(12, size, true);
    });
    await written(n);
  }
  for (const [n, { size }] of entries.entries()) {
    let extra = 0;
    yield patched(await next(), 0x02014b50, (record) => {
      record.setUint16(10, DEFLATED, true);
      record.setUint32(16, checksums[n] ?? 0, true);
      record.setUint32(24, size, true);
      extra = record.getUint16(30, true);
    });
    yield await next();
    if (extra > 0) yield await next();
  }
  for (let rest = await reader.read(); !rest.done; rest = await reader.read()) {
    yield* countEnd(rest.value, entries.length);
    yield rest.value;
  }
}

function patched(bytes: Uint8Array, signature: number, patch: (view: DataView) => void): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint32(0, true) !== signature)
    throw new Error('client-zip wrote another record than was expected here');
  patch(view);
  return bytes;
}
