// The end of a part of a form. Where it is, only the delimiter says (RFC 2046, section 5.1): some clients put CR LF behind
// the last one, some nothing, some an epilogue, so the length of the body does not tell the length of the file.
import { Problem } from '#shared/http/problem';
import { cutOff } from './upload-source.ts';

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
  /** CR LF, two hyphens and the boundary. */
  delimiter: Uint8Array;
  /** Receives what follows the delimiter, as far as it has arrived. It may refuse it. */
  behind: (rest: Uint8Array) => void;
  /** How much may follow the delimiter. */
  behindMax: number;
}

/**
 * The bytes of the file. It throws if the form breaks off or continues with another part: the receiver stores
 * nothing before it has ended well.
 * @throws Problem bad_request, and what `behind` throws
 */
export async function* untilDelimiter(
  chunks: AsyncGenerator<Uint8Array, void>,
  { skip, delimiter, behind, behindMax }: Frame,
): AsyncGenerator<Uint8Array, void> {
  let before = skip;
  let held: Uint8Array = new Uint8Array(0);
  let found = false;
  for await (const chunk of chunks) {
    const part = chunk.subarray(Math.min(before, chunk.length));
    before -= chunk.length - part.length;
    held = joined(held, part);
    if (!found) {
      const at = indexOf(held, delimiter);
      found = at >= 0;
      // The last bytes may be the beginning of the delimiter.
      const safe = found ? at : held.length - delimiter.length + 1;
      if (safe > 0) yield held.slice(0, safe);
      if (safe > 0 || found) held = held.slice(found ? at + delimiter.length : safe);
    }
    if (found && held.length > behindMax) {
      behind(held);
      throw new Problem('bad_request', 'Too much follows the file in the form.');
    }
  }
  if (!found) throw cutOff();
  behind(held);
}
