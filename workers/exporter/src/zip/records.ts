// The records of a ZIP that are not file data (APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16): files stored as they are,
// names in UTF-8, checksum and size before the data. A reader that gets a ZIP from a pipe finds the end of an entry only so:
// `busybox unzip -` and java.util.zip.ZipInputStream refuse one whose sizes follow. No library writes them: client-zip, which
// streams, puts the sizes behind the data and cannot stop between two files. Pure.

/** What is known of a file before it is opened. Each is smaller than 4 GiB; the ZIP may be larger. */
export interface ZipEntry {
  name: string;
  /** Bytes. */
  size: number;
}

/** A file as its records describe it. */
export interface Recorded extends ZipEntry {
  crc32: number;
  date: Date;
}

const [LOCAL, DIRECTORY, END, ZIP64_END, LOCATOR] = [0x04034b50, 0x02014b50, 0x06054b50, 0x06064b50, 0x07064b50];
const [LOCAL_BYTES, DIRECTORY_BYTES, END_BYTES, ZIP64_END_BYTES, LOCATOR_BYTES] = [30, 46, 22, 56, 20];
/** A directory record with this field says where an entry begins that is beyond 4 GiB. */
const FIELD_BYTES = 12;
/** What the plain records write where ZIP64 has the number. */
const [IN_ZIP64, NO_COUNT] = [0xffff_ffff, 0xffff];
/** By version 4.5 of the format, on Unix; bit 11: the name is UTF-8. */
const [VERSION, MADE_BY, FLAGS] = [45, 0x032d, 0x0800];
/** A regular file that its owner and group may write. */
const MODE = 0o100664;

const encoder = new TextEncoder();
const nameBytes = (name: string): number => encoder.encode(name).length;

/** ZIP counts years from 1980 in seven bits; a date outside is the nearest that it can write. */
const [FIRST, LAST] = [Date.UTC(1980, 0, 2), Date.UTC(2107, 11, 30)];

/** Date and time of MS-DOS, which have no time zone: local time. */
function dosDate(date: Date): number {
  const time = date.getTime();
  const at = new Date(Number.isNaN(time) ? FIRST : Math.min(LAST, Math.max(FIRST, time)));
  const day = ((at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate();
  return ((day << 16) | (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1)) >>> 0;
}

function record(bytes: number, fill: (view: DataView) => void, name = ''): Uint8Array {
  const encoded = encoder.encode(name);
  const all = new Uint8Array(bytes + encoded.length);
  all.set(encoded, bytes);
  fill(new DataView(all.buffer));
  return all;
}

/** The fields that both records of a file share, from version and flags on. */
function describe(view: DataView, at: number, { name, size, crc32, date }: Recorded): void {
  view.setUint16(at, VERSION, true);
  view.setUint16(at + 2, FLAGS, true);
  view.setUint32(at + 6, dosDate(date), true);
  view.setUint32(at + 10, crc32, true);
  view.setUint32(at + 14, size, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, nameBytes(name), true);
}

/** The record before the bytes of a file. */
export const localHeader = (file: Recorded): Uint8Array =>
  record(
    LOCAL_BYTES,
    (view) => {
      view.setUint32(0, LOCAL, true);
      describe(view, 4, file);
    },
    file.name,
  );

/** How many bytes of the ZIP a file takes, with its header. */
export const localLength = ({ name, size }: ZipEntry): number => LOCAL_BYTES + nameBytes(name) + size;

/** A file in the directory. @param offset where its header is */
export function directoryRecord(file: Recorded, offset: number): Uint8Array[] {
  const isFar = offset >= IN_ZIP64;
  const plain = record(
    DIRECTORY_BYTES,
    (view) => {
      view.setUint32(0, DIRECTORY, true);
      view.setUint16(4, MADE_BY, true);
      describe(view, 6, file);
      view.setUint16(30, isFar ? FIELD_BYTES : 0, true);
      view.setUint32(38, (MODE << 16) >>> 0, true);
      view.setUint32(42, isFar ? IN_ZIP64 : offset, true);
    },
    file.name,
  );
  if (!isFar) return [plain];
  const field = record(FIELD_BYTES, (view) => {
    view.setUint16(0, 1, true);
    view.setUint16(2, FIELD_BYTES - 4, true);
    view.setBigUint64(4, BigInt(offset), true);
  });
  return [plain, field];
}

interface Directory {
  entries: number;
  /** Bytes of the directory, and where it begins. */
  size: number;
  at: number;
}

const needsZip64 = ({ entries, size, at }: Directory): boolean =>
  entries >= NO_COUNT || size >= IN_ZIP64 || at >= IN_ZIP64;

/** The end of a ZIP, which leads to its directory. */
export function endRecords(directory: Directory): Uint8Array[] {
  const { entries, size, at } = directory;
  const end = record(END_BYTES, (view) => {
    view.setUint32(0, END, true);
    view.setUint16(8, Math.min(entries, NO_COUNT), true);
    view.setUint16(10, Math.min(entries, NO_COUNT), true);
    view.setUint32(12, Math.min(size, IN_ZIP64), true);
    view.setUint32(16, Math.min(at, IN_ZIP64), true);
  });
  if (!needsZip64(directory)) return [end];
  const zip64 = record(ZIP64_END_BYTES, (view) => {
    view.setUint32(0, ZIP64_END, true);
    view.setBigUint64(4, BigInt(ZIP64_END_BYTES - 12), true);
    view.setUint16(12, MADE_BY, true);
    view.setUint16(14, VERSION, true);
    view.setBigUint64(24, BigInt(entries), true);
    view.setBigUint64(32, BigInt(entries), true);
    view.setBigUint64(40, BigInt(size), true);
    view.setBigUint64(48, BigInt(at), true);
  });
  const locator = record(LOCATOR_BYTES, (view) => {
    view.setUint32(0, LOCATOR, true);
    view.setBigUint64(8, BigInt(at + size), true);
    view.setUint32(16, 1, true);
  });
  return [zip64, locator, end];
}

/** Where the directory of these entries begins, and how many bytes it and the end have. */
export function tailLength(entries: readonly ZipEntry[]): { at: number; bytes: number } {
  let [at, size] = [0, 0];
  for (const entry of entries) {
    size += DIRECTORY_BYTES + nameBytes(entry.name) + (at >= IN_ZIP64 ? FIELD_BYTES : 0);
    at += localLength(entry);
  }
  const more = needsZip64({ entries: entries.length, size, at }) ? ZIP64_END_BYTES + LOCATOR_BYTES : 0;
  return { at, bytes: size + more + END_BYTES };
}
