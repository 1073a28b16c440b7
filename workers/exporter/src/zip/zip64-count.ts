// The end of a ZIP of 65,535 entries or more: ZIP64 says how many (APPNOTE 6.3, 4.3.14 and 4.3.15). client-zip writes these
// two records only where the bytes need them; without them unzip and 7z call the archive broken.

/** What the plain end writes instead of a number that it has no room for. */
const [NO_COUNT, NO_OFFSET] = [0xffff, 0xffff_ffff];
const [END, ZIP64_END, LOCATOR] = [0x06054b50, 0x06064b50, 0x07064b50];
const [ZIP64_END_BYTES, LOCATOR_BYTES] = [56, 20];
export const COUNT_END_BYTES = ZIP64_END_BYTES + LOCATOR_BYTES;

/** Of a name's length and the data: local header and data descriptor. */
const LOCAL_BYTES = 30 + 16;
/** Made on Unix, by version 4.5 of the format, which reading it takes as well. */
const [MADE_BY, VERSION] = [0x032d, 45];

/** Whether they are missing: many entries, and too few bytes for client-zip to write them by itself. */
export function needsCountEnd(files: readonly { name: string; size: number }[]): boolean {
  if (files.length < NO_COUNT) return false;
  const encoder = new TextEncoder();
  const bytes = files.reduce((sum, { name, size }) => sum + LOCAL_BYTES + encoder.encode(name).length + size, 0);
  return bytes < NO_OFFSET;
}

/** The two records, when `end` is a plain end that would need them before it. */
export function* countEnd(end: Uint8Array, entries: number): Generator<Uint8Array, void> {
  const plain = new DataView(end.buffer, end.byteOffset, end.byteLength);
  if (entries < NO_COUNT || end.length < 22 || plain.getUint32(0, true) !== END) return;
  const [size, offset] = [plain.getUint32(12, true), plain.getUint32(16, true)];
  // Where client-zip wrote them itself.
  if (offset === NO_OFFSET) return;
  const view = new DataView(new ArrayBuffer(COUNT_END_BYTES));
  view.setUint32(0, ZIP64_END, true);
  view.setBigUint64(4, BigInt(ZIP64_END_BYTES - 12), true);
  view.setUint16(12, MADE_BY, true);
  view.setUint16(14, VERSION, true);
  view.setBigUint64(24, BigInt(entries), true);
  view.setBigUint64(32, BigInt(entries), true);
  view.setBigUint64(40, BigInt(size), true);
  view.setBigUint64(48, BigInt(offset), true);
  view.setUint32(ZIP64_END_BYTES, LOCATOR, true);
  view.setBigUint64(ZIP64_END_BYTES + 8, BigInt(offset + size), true);
  view.setUint32(ZIP64_END_BYTES + 16, 1, true);
  yield new Uint8Array(view.buffer);
}
