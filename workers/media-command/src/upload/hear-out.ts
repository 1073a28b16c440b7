// Hearing out: a client that is cut off while it sends sees a reset connection and never the answer (RFC 9112, section
// 9.6). So what is left of an upload that was refused is read, and forgotten.
import type { Peekable } from './peekable.ts';

const HEAR_OUT_MS = 10_000;

/** Reads to the end, or for ten seconds, without keeping anything. */
export async function hearOut(bytes: Peekable): Promise<void> {
  const deadline = Date.now() + HEAR_OUT_MS;
  const rest = bytes.chunks();
  try {
    while (!(await rest.next()).done && Date.now() < deadline);
  } catch {
    // The client has gone: nothing is left to be heard.
  }
}
