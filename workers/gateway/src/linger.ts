// Lingering close: a request that is refused before its body was read is answered at once, but the connection stays
// open for a while and what still arrives is thrown away. Cut off while it sends, a client would see a reset
// connection and never the answer (RFC 9112, section 9.6).

const LINGER_MS = 10_000;

async function discard(body: ReadableStream): Promise<void> {
  const reader = body.getReader();
  const timer = setTimeout(() => void reader.cancel().catch(() => {}), LINGER_MS);
  try {
    while (!(await reader.read()).done);
  } catch {
    // The client has gone: nothing is left to be read.
  } finally {
    clearTimeout(timer);
  }
}

/** The answer to a request whose body nobody has read: complete at once, closed when the client has finished sending. */
export async function linger(
  answer: Response,
  unread: ReadableStream,
  ctx: Pick<ExecutionContext, 'waitUntil'>,
): Promise<Response> {
  if (answer.body === null) {
    // A 204 may have no body to hold the connection with: it is complete as it is.
    ctx.waitUntil(discard(unread));
    return answer;
  }
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const { readable, writable } = new FixedLengthStream(bytes.length);
  const writer = writable.getWriter();
  const send = async () => {
    await writer.write(bytes);
    await discard(unread);
    await writer.close();
  };
  ctx.waitUntil(send().catch(() => {}));
  return new Response(readable, answer);
}
