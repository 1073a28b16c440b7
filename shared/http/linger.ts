// Lingering close: a request that is refused before its body was read is answered at once, but the connection stays
// open for a while and what still arrives is thrown away. Cut off while it sends, a client would see a reset
// connection and never the answer (RFC 9112, section 9.6).

const LINGER_MS = 10_000;

/** The part of a body that has not been read. */
export interface Unread {
  /** Reads on without keeping anything; true at the end. Throws when the client has gone. */
  skip(): Promise<boolean>;
  /** Ends a `skip` that waits for a client that has stalled. */
  cancel(): Promise<void>;
}

/** A body that has not been touched at all. */
export function untouched(body: ReadableStream): Unread {
  const reader = body.getReader();
  return { skip: async () => (await reader.read()).done, cancel: () => reader.cancel() };
}

async function discard(unread: Unread): Promise<void> {
  let over = false;
  const timer = setTimeout(() => {
    over = true;
    void unread.cancel().catch(() => undefined);
  }, LINGER_MS);
  try {
    while (!over && !(await unread.skip()));
  } catch {
    // The client has gone: nothing is left to be read.
  } finally {
    clearTimeout(timer);
  }
}

/** The answer to a request whose body is unread: complete at once, closed when the client has finished sending. */
export async function linger(
  answer: Response,
  unread: Unread,
  ctx: Pick<ExecutionContext, 'waitUntil'>,
): Promise<Response> {
  if (answer.body === null) {
    // A 204 has no body to hold the connection with, and once it has left, what still arrives breaks the connection: what was
    // asked for is done, so its answer can wait.
    await discard(unread);
    return answer;
  }
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const { readable, writable } = new FixedLengthStream(bytes.length);
  const writer = writable.getWriter();
  // Reading begins before the answer leaves: an apparently unread body is read to its end by wrangler's own
  // middleware first, and a client that stalls would keep its refusal from being sent.
  const discarded = discard(unread);
  const send = async () => {
    await writer.write(bytes);
    await discarded;
    await writer.close();
  };
  ctx.waitUntil(send().catch(() => undefined));
  return new Response(readable, answer);
}
