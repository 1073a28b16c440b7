// As much of a zlib stream as can be read. The platform throws away what it made of a piece in which it meets an error, so the
// data goes in by small pieces, each is read out before the next, and the end is never announced: a stream that is cut off, or
// whose checksum is wrong, gives what it has.
type Bytes = Uint8Array<ArrayBuffer>;

const PIECE = 2048;
/** The last bytes go in one by one: the first of the checksum is too much for a stream without one. */
const SINGLE = 64;
/** Of zlib's own header, which the raw stream behind it does not need. */
const ZLIB_HEADER = 2;

function* piecesOf(parts: readonly Bytes[], skip: number): Generator<Bytes, void> {
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  let [left, passed] = [skip, 0];
  for (const part of parts) {
    const from = Math.min(left, part.length);
    left -= from;
    for (let at = from; at < part.length;) {
      const ahead = total - passed - at;
      const piece = part.subarray(at, at + Math.max(1, Math.min(PIECE, ahead - SINGLE)));
      yield piece;
      at += piece.length;
    }
    passed += part.length;
  }
}

/** Turns without anything to read, after which there is no more. */
const QUIET_TURNS = 3;

/**
 * What can be read, in order, until the data ends or makes no sense.
 * @param raw there is no header of zlib
 */
export async function* inflated(parts: readonly Bytes[], raw: boolean): AsyncGenerator<Bytes, void> {
  const { readable, writable } = new DecompressionStream('deflate-raw');
  const [writer, reader] = [writable.getWriter(), readable.getReader()];
  const read: Bytes[] = [];
  void (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      read.push(new Uint8Array(value));
    }
  })().catch(() => undefined);
  try {
    for (const piece of piecesOf(parts, raw ? 0 : ZLIB_HEADER)) {
      await writer.write(piece);
      // Reading takes its turn here.
      await scheduler.wait(0);
      yield* read.splice(0);
    }
  } catch {
    // The data makes no sense from here on.
  }
  for (let quiet = 0; quiet < QUIET_TURNS; quiet = read.length > 0 ? 0 : quiet + 1) {
    yield* read.splice(0);
    await scheduler.wait(0);
  }
  void writer.abort().catch(() => undefined);
}
