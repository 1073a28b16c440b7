// A stream whose beginning can be looked at before it is passed on: what is refused by its first bytes is never stored,
// and of what is taken nothing but these bytes is ever held. A client that stalls is not waited for without end.
import type { Unread } from '#shared/http/linger';
import { Problem } from '#shared/http/problem';

export interface Peekable extends Unread {
  /** The first `length` bytes; fewer when there are no more, or when a client that has sent enough to judge by stalls. */
  peek(length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Everything from the first byte on, chunk by chunk. Once. */
  chunks(): AsyncGenerator<Uint8Array, void>;
  /** Whether all of it has been read. */
  readonly ended: boolean;
}

/** What is read at once: a stream's own chunks are a sixteenth of it, and each costs a round through every stage. */
const CHUNK_BYTES = 64 * 1024;

/** So many bytes of a file say what it is. A client that has sent them and then stalls gets its refusal now. */
const TELLING_BYTES = 1024;
const PEEK_STALL_MS = 2_000;

/** As long as a client may take for the next chunk: a kilobyte a second is slow, less is a stall. */
const STALL_MS = 60_000;

const STALLED = Symbol('stalled');

const orStalled = async <T>(work: Promise<T>, ms: number): Promise<T | typeof STALLED> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stalled = new Promise<typeof STALLED>((resolve) => {
    timer = setTimeout(() => resolve(STALLED), ms);
  });
  return Promise.race([work, stalled]).finally(() => clearTimeout(timer));
};

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

/**
 * @param body a byte stream; reading it throws when the connection is cut, and so do `peek` and `chunks` then
 * @throws Problem request_timeout, from `peek` and `chunks`
 */
export function peekable(body: ReadableStream<Uint8Array>): Peekable {
  let opened: ReadableStreamBYOBReader | undefined;
  const reader = () => (opened ??= body.getReader({ mode: 'byob' }));
  let held: Uint8Array[] = [];
  let bytes = 0;
  let ended = false;
  /** A read that has not come back: only one at a time, so a read that was given up is the next one. */
  let pending: Promise<Uint8Array | null> | null = null;

  async function read(atLeast: number): Promise<Uint8Array | null> {
    const { done, value } = await reader().readAtLeast(atLeast, new Uint8Array(CHUNK_BYTES));
    // At the end it answers what is left, and that it is the end, in one or in two.
    ended = done;
    return value && value.length > 0 ? value : null;
  }

  async function next(atLeast: number, timeoutMs: number): Promise<Uint8Array | null | typeof STALLED> {
    if (ended) return null;
    pending ??= read(atLeast);
    const chunk = await orStalled(pending, timeoutMs);
    if (chunk !== STALLED) pending = null;
    return chunk;
  }

  async function* chunks() {
    for (const chunk of held) yield chunk;
    held = [];
    for (;;) {
      const chunk = await next(CHUNK_BYTES, STALL_MS);
      if (chunk === STALLED) throw new Problem('request_timeout', 'Nothing has arrived for a minute.');
      if (chunk === null) return;
      yield chunk;
    }
  }

  return {
    chunks,
    async peek(length) {
      let waited = 0;
      while (bytes < length) {
        const chunk = await next(1, PEEK_STALL_MS);
        if (chunk === null) break;
        if (chunk !== STALLED) {
          held.push(chunk);
          bytes += chunk.length;
          waited = 0;
          continue;
        }
        waited += PEEK_STALL_MS;
        if (bytes >= TELLING_BYTES) break;
        if (waited >= STALL_MS) throw new Problem('request_timeout', 'Nothing has arrived for a minute.');
      }
      return startOf(held, length);
    },
    get ended() {
      return ended;
    },
    skip: async () => (await next(CHUNK_BYTES, STALL_MS)) === null,
    cancel: () => reader().cancel(),
  };
}
