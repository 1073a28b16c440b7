// A ZIP as a stream, by client-zip: UTF-8 names, dates, ZIP64 where it must be. client-zip writes checksum and size of an
// entry behind its data, in a data descriptor. Who reads a ZIP from a pipe cannot find the end of such an entry: `busybox
// unzip -` and java.util.zip.ZipInputStream refuse it. Here both are known before, so they go into the local header, the
// descriptors are left out, and what counts bytes behind them is corrected.
import { makeZip, predictLength } from 'client-zip';
import { countEnd, COUNT_END_BYTES, needsCountEnd } from './zip64-count.ts';

export interface ZipEntry {
  name: string;
  /** Bytes; less than 4 GiB each, whatever the total. */
  size: number;
}

/** A file as it is opened: its bytes, their CRC-32, and when it was made. */
export interface Opened {
  bytes: AsyncIterable<Uint8Array>;
  crc32: number;
  date: Date;
}

const DESCRIPTOR_BYTES = 16;
/** Where a number of 32 bits would be too small, ZIP64 has it instead. */
const IN_ZIP64 = 0xffff_ffff;

/** Bytes of the whole ZIP. */
export function zipLength(entries: readonly ZipEntry[]): number {
  const whole = Number(predictLength(entries)) + (needsCountEnd(entries) ? COUNT_END_BYTES : 0);
  return whole - entries.length * DESCRIPTOR_BYTES;
}

/** ZIP counts years from 1980 in seven bits; a date outside is the nearest that it can write. */
const FIRST = Date.UTC(1980, 0, 2);
const LAST = Date.UTC(2107, 11, 30);
const dosDate = (date: Date): Date => {
  const time = date.getTime();
  return new Date(Number.isNaN(time) ? FIRST : Math.min(LAST, Math.max(FIRST, time)));
};

/**
 * @param open the n-th file; it must be as long as its size says, and have the checksum that it comes with
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
      const { bytes, crc32, date } = await open(n);
      checksums[n] = crc32;
      yield { name, size, lastModified: dosDate(date), input: asLongAs(size, bytes) };
    }
  }
  const reader = makeZip(inputs(), { buffersAreUTF8: true }).getReader();
  try {
    yield* corrected(reader, entries, checksums, written);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function* asLongAs(size: number, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = size;
  for await (const chunk of chunks) {
    left -= chunk.length;
    if (left < 0) break;
    if (chunk.length > 0) yield chunk;
  }
  if (left !== 0) throw new Error(`the file does not have ${size} bytes`);
}

/** client-zip hands out each record of its own in one piece; APPNOTE 6.3, sections 4.3.7, 4.3.9 and 4.3.12. */
async function* corrected(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  entries: readonly ZipEntry[],
  checksums: readonly number[],
  written: (n: number) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const next = async (): Promise<Uint8Array> => {
    const { value, done } = await reader.read();
    if (done) throw new Error('client-zip ended too early');
    return value;
  };
  for (const [n, { size }] of entries.entries()) {
    // Opened by asking for its header: before that its checksum is unknown.
    const first = await next();
    const crc32 = checksums[n] ?? 0;
    yield patched(first, LOCAL_HEADER, (header) => {
      withoutDescriptor(header, 6);
      header.setUint32(14, crc32, true);
      header.setUint32(18, size, true);
      header.setUint32(22, size, true);
    });
    yield await next();
    for (let left = size; left > 0;) {
      const chunk = await next();
      left -= chunk.length;
      yield chunk;
    }
    patched(await next(), DESCRIPTOR, (descriptor) => {
      if (descriptor.getUint32(4, true) !== crc32) throw new Error('the file does not have its checksum');
    });
    await written(n);
  }
  for (const n of entries.keys()) {
    let extra = 0;
    yield patched(await next(), DIRECTORY_ENTRY, (record) => {
      withoutDescriptor(record, 8);
      extra = record.getUint16(30, true);
      earlier(record, 42, n);
    });
    yield await next();
    if (extra > 0) yield patched(await next(), null, (field) => earlier64(field, extra - 8, n));
  }
  for (let rest = await reader.read(); !rest.done; rest = await reader.read()) {
    const end = ended(rest.value, entries.length);
    yield* countEnd(end, entries.length);
    yield end;
  }
}

const [LOCAL_HEADER, DESCRIPTOR, DIRECTORY_ENTRY] = [0x04034b50, 0x08074b50, 0x02014b50];
const [END, ZIP64_END] = [0x06054b50, 0x06064b50];

/** Bit 3 of the flags says that a data descriptor follows. */
const withoutDescriptor = (record: DataView, at: number): void =>
  record.setUint16(at, record.getUint16(at, true) & ~8, true);

/** A place behind `n` descriptors that are not written. */
function earlier(record: DataView, at: number, n: number): void {
  const place = record.getUint32(at, true);
  if (place !== IN_ZIP64) record.setUint32(at, place - n * DESCRIPTOR_BYTES, true);
}
const earlier64 = (record: DataView, at: number, n: number): void =>
  record.setBigUint64(at, record.getBigUint64(at, true) - BigInt(n * DESCRIPTOR_BYTES), true);

/** The end says where the directory begins; that of ZIP64, with its locator, where it begins itself. */
function ended(end: Uint8Array, entries: number): Uint8Array {
  if (new DataView(end.buffer, end.byteOffset).getUint32(0, true) === END)
    return patched(end, END, (record) => earlier(record, 16, entries));
  return patched(end, ZIP64_END, (record) => {
    earlier64(record, 48, entries);
    earlier64(record, 64, entries);
  });
}

function patched(bytes: Uint8Array, signature: number | null, patch: (view: DataView) => void): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (signature !== null && (bytes.length < 4 || view.getUint32(0, true) !== signature))
    throw new Error('client-zip wrote another record than was expected here');
  patch(view);
  return bytes;
}
