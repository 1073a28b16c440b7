// A ZIP as a stream (APPNOTE 6.3, method 0: photos are compressed already). Sizes are known before, so the length of the
// whole is, too; the checksum of a file is only known behind it, so it follows in a data descriptor.
import { crc32 } from './crc32.ts';

export interface ZipEntry {
  name: string;
  size: number;
}

/** Without ZIP64 neither the whole nor the number of files may be larger. */
export const ZIP_MAX_BYTES = 4_000_000_000;

const LOCAL = 30;
const DESCRIPTOR = 16;
const CENTRAL = 46;
const END = 22;
/** Sizes and checksum follow the data; the name is UTF-8. */
const FLAGS = 0x0808;
const DOS_EPOCH = 0x0021;

const utf8 = new TextEncoder();

/** Little endian: a number of 4 bytes as it is, one of 2 bytes in brackets. */
const record = (...fields: (number | [number])[]): Uint8Array => {
  const bytes = new DataView(
    new ArrayBuffer(fields.reduce<number>((n, f) => n + (typeof f === 'number' ? 4 : 2), 0)),
  );
  let at = 0;
  for (const field of fields) {
    if (typeof field === 'number') bytes.setUint32(at, field, true);
    else bytes.setUint16(at, field[0], true);
    at += typeof field === 'number' ? 4 : 2;
  }
  return new Uint8Array(bytes.buffer);
};

/** Bytes of the whole ZIP. */
export const zipLength = (entries: readonly ZipEntry[]): number =>
  entries.reduce(
    (sum, { name, size }) => sum + LOCAL + DESCRIPTOR + CENTRAL + 2 * utf8.encode(name).length + size,
    END,
  );

/**
 * @param open the bytes of the n-th entry; they must be as many as its size says
 * @param written called once an entry is through
 */
export async function* zip(
  entries: readonly ZipEntry[],
  open: (n: number) => Promise<AsyncIterable<Uint8Array>>,
  written: (n: number) => Promise<void> = () => Promise.resolve(),
): AsyncGenerator<Uint8Array> {
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [n, { name, size }] of entries.entries()) {
    const named = utf8.encode(name);
    yield record(0x04034b50, [20], [FLAGS], [0], [0], [DOS_EPOCH], 0, 0, 0, [named.length], [0]);
    yield named;
    let crc = 0;
    let seen = 0;
    for await (const chunk of await open(n)) {
      crc = crc32(chunk, crc);
      seen += chunk.length;
      yield chunk;
    }
    if (seen !== size) throw new Error(`${name} has ${seen} bytes, not ${size}`);
    yield record(0x08074b50, crc, size, size);
    directory.push(
      record(
        0x02014b50,
        [20],
        [20],
        [FLAGS],
        [0],
        [0],
        [DOS_EPOCH],
        crc,
        size,
        size,
        [named.length],
        [0],
        [0],
        [0],
        [0],
        0,
        offset,
      ),
      named,
    );
    offset += LOCAL + named.length + size + DESCRIPTOR;
    await written(n);
  }
  yield* directory;
  const length = directory.reduce((sum, { length: n }) => sum + n, 0);
  yield record(0x06054b50, [0], [0], [entries.length], [entries.length], length, offset, [0]);
}
