// A ZIP as a stream of known length, file by file: the files can be written in several goes, and the directory when all checksums
// are known. Files are stored, not compressed.
import { crc32 as checksum } from 'node:zlib';
import { directoryRecord, endRecords, localHeader, localLength, tailLength } from './records.ts';
import type { Recorded, ZipEntry } from './records.ts';

export type { Recorded, ZipEntry };

/** A file as it is opened: its bytes, their CRC-32, and when it was made. */
export interface Opened {
  bytes: AsyncIterable<Uint8Array>;
  crc32: number;
  date: Date;
}

/** Bytes of the files with their headers. */
export const filesLength = (entries: readonly ZipEntry[]): number =>
  entries.reduce((sum, entry) => sum + localLength(entry), 0);

/** Bytes of the whole ZIP. */
export function zipLength(entries: readonly ZipEntry[]): number {
  const { at, bytes } = tailLength(entries);
  return at + bytes;
}

/** Bytes of the directory and the end. */
export const directoryLength = (entries: readonly ZipEntry[]): number => tailLength(entries).bytes;

/**
 * The files, one behind the other.
 * @param open the n-th file; it must be as long as its size says, and have the checksum that it comes with
 * @param recorded called once an entry is through: the directory needs it
 */
export async function* zipFiles(
  entries: readonly ZipEntry[],
  open: (n: number) => Promise<Opened>,
  recorded: (file: Recorded, n: number) => Promise<void> | void,
): AsyncGenerator<Uint8Array> {
  for (const [n, entry] of entries.entries()) {
    const { bytes, crc32, date } = await open(n);
    const file = { ...entry, crc32, date };
    yield localHeader(file);
    yield* verified(file, bytes);
    await recorded(file, n);
  }
}

/** The chunks of a file. @throws when they do not have the size and the checksum of its header */
async function* verified(
  { size, crc32 }: Recorded,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let left = size;
  let crc = 0;
  for await (const chunk of chunks) {
    left -= chunk.length;
    if (left < 0) break;
    crc = checksum(chunk, crc);
    if (chunk.length > 0) yield chunk;
  }
  if (left !== 0) throw new Error(`the file does not have ${size} bytes`);
  if (crc !== crc32) throw new Error('the file does not have its checksum');
}

/** Directory and end of a ZIP that holds these files, in their order. */
export function* zipDirectory(files: readonly Recorded[]): Generator<Uint8Array, void, void> {
  let [at, size] = [0, 0];
  for (const file of files) {
    for (const part of directoryRecord(file, at)) {
      size += part.length;
      yield part;
    }
    at += localLength(file);
  }
  yield* endRecords({ entries: files.length, size, at });
}

/** All of it at once. */
export async function* zip(
  entries: readonly ZipEntry[],
  open: (n: number) => Promise<Opened>,
  written: (n: number) => Promise<void> = () => Promise.resolve(),
): AsyncGenerator<Uint8Array> {
  const files: Recorded[] = [];
  yield* zipFiles(entries, open, (file, n) => {
    files.push(file);
    return written(n);
  });
  yield* zipDirectory(files);
}
