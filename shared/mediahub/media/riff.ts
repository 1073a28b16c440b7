// The chunks of a RIFF file, which a WebP is (RFC 9649, 2.3).
import { viewOf } from './boxes.ts';

export interface RiffChunk {
  type: string;
  /** Of its payload; `end` may be before the length it announces. */
  start: number;
  end: number;
}

/** In their order, from the first behind the type of the file. */
export function* riffChunks(bytes: Uint8Array, from = 12, to = bytes.length): Generator<RiffChunk, void> {
  const view = viewOf(bytes);
  for (let at = from; at + 8 <= to;) {
    const type = new TextDecoder('latin1').decode(bytes.subarray(at, at + 4));
    const end = at + 8 + view.getUint32(at + 4, true);
    yield { type, start: at + 8, end: Math.min(end, to) };
    at = end + (end & 1);
  }
}
