// A stream whose beginning can be looked at before it is passed on: what is refused by its first bytes is never stored,
// and of what is taken nothing but these bytes is ever held.
export interface Peekable {
  /** The first `length` bytes, or all of them when there are fewer. */
  peek(length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Everything from the first byte on, chunk by chunk. Once. */
  chunks(): AsyncGenerator<Uint8Array, void>;
}

/** What is read at once: a stream's own chunks are a sixteenth of it, and each costs a round through every stage. */
const CHUNK_BYTES = 64 * 1024;

/** Joins the start of `chunks`, at most `length` bytes of it. */
function startOf(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const total = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const start = new Uint8Array(Math.min(length, total));
  let at = 0;
  for (const chunk of chunks) {
    if (at >= start.length) break;
    start.set(chunk.subarray(0, start.length - at), at);
    at += chunk.length;
  }
  return start;
}

/** @param body a byte stream; reading it throws when the connection is cut, and so do `peek` and `chunks` then */
export function peekable(body: ReadableStream<Uint8Array>): Peekable {
  const reader = body.getReader({ mode: 'byob' });
  let held: Uint8Array[] = [];
  let bytes = 0;
  let ended = false;

  async function next(): Promise<Uint8Array | null> {
    if (ended) return null;
    const { done, value } = await reader.readAtLeast(CHUNK_BYTES, new Uint8Array(CHUNK_BYTES));
    // At the end it answers what is left, and that it is the end, in one or in two.
    ended = done;
    return value && value.length > 0 ? value : null;
  }

  async function* chunks() {
    for (const chunk of held) yield chunk;
    held = [];
    for (let chunk = await next(); chunk !== null; chunk = await next()) yield chunk;
  }

  return {
    chunks,
    async peek(length) {
      while (bytes < length) {
        const chunk = await next();
        if (chunk === null) break;
        held.push(chunk);
        bytes += chunk.length;
      }
      return startOf(held, length);
    },
  };
}
