// The end of the one part of a form. The file is what the length leaves between head and closing line; that the closing
// line really stands there, and no other part before it, is checked while the bytes pass.
import { Problem } from '#shared/http/problem';
import { cutOff } from './incoming.ts';

/** Where `wanted` begins in `bytes`, or -1. */
export function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at;
  return -1;
}

const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};

export interface Frame {
  /** Bytes before the file. */
  skip: number;
  size: number;
  /** CR LF and the boundary: what ends a part, whatever follows. */
  boundary: Uint8Array;
  /** All that may follow the file. */
  closing: Uint8Array;
}

/**
 * The `size` bytes of the file. The last ones come only when all that follows is the closing line: a sink that counts
 * never sees a file complete that is not.
 * @throws Problem bad_request
 */
export async function* onlyUntil(
  chunks: AsyncGenerator<Uint8Array, void>,
  { skip, size, boundary, closing }: Frame,
): AsyncGenerator<Uint8Array, void> {
  let before = skip;
  let left = size;
  let held: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    const part = chunk.subarray(Math.min(before, chunk.length));
    before -= chunk.length - part.length;
    held = joined(held, part);
    const at = indexOf(held, boundary);
    if (at >= 0 && at < left)
      throw new Problem('bad_request', 'One file an upload, and nothing else in the form.');
    const safe = Math.min(left, held.length) - boundary.length;
    if (safe <= 0) continue;
    yield held.slice(0, safe);
    held = held.slice(safe);
    left -= safe;
  }
  if (held.length < left + closing.length) throw cutOff();
  if (held.length > left + closing.length || indexOf(held, closing) !== left)
    throw new Problem('bad_request', 'The form does not end with its closing boundary and CR LF.');
  yield held.slice(0, left);
}
