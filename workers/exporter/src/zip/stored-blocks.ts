// DEFLATE without compression (RFC 1951, section 3.2.4): photos are compressed already, but a ZIP that is written as a
// stream must not call them `stored`. A reader of a stream finds the end of a deflated entry by itself, that of a stored one
// not: java.util.zip.ZipInputStream refuses those whose size comes behind them. Five bytes per 64 KiB.
const BLOCK = 65_535;
const HEADER = 5;

/** Bytes of a file of this size once it is in blocks. */
export const blocksLength = (size: number): number => size + HEADER * Math.max(1, Math.ceil(size / BLOCK));

function headerOf(length: number, last: boolean): Uint8Array {
  const header = new DataView(new ArrayBuffer(HEADER));
  header.setUint8(0, last ? 1 : 0);
  header.setUint16(1, length, true);
  header.setUint16(3, ~length & 0xffff, true);
  return new Uint8Array(header.buffer);
}

/**
 * The file in blocks, however its chunks are cut.
 * @param seen is given every chunk of the file itself
 * @throws when the file is not as long as `size` says
 */
export async function* inBlocks(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
  seen: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  let left = size;
  let block = 0;
  let total = 0;
  if (size === 0) yield headerOf(0, true);
  for await (const chunk of chunks) {
    seen(chunk);
    total += chunk.length;
    if (total > size) break;
    for (let at = 0; at < chunk.length;) {
      if (block === 0) {
        block = Math.min(BLOCK, left);
        yield headerOf(block, block === left);
      }
      const some = chunk.subarray(at, at + block);
      yield some;
      at += some.length;
      block -= some.length;
      left -= some.length;
    }
  }
  if (total !== size) throw new Error(`the file does not have ${size} bytes`);
}
