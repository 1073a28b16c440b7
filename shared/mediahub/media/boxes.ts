// The boxes of an ISO base media file (ISO/IEC 14496-12): HEIC, AVIF, MP4 and MOV are made of them. Bounded: a box that
// claims more than there is ends with the last byte.
export interface Box {
  type: string;
  /** Where its payload begins and ends. */
  start: number;
  end: number;
}

const TYPE = new TextDecoder('latin1');

/** Big-endian numbers; beyond the end they are 0, and `HeifReader` notices by the length. */
export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The boxes between two places, in order. Ends at the first that makes no sense. */
export function* boxesIn(bytes: Uint8Array, from = 0, to = bytes.length): Generator<Box, void> {
  const view = viewOf(bytes);
  for (let at = from; at + 8 <= to;) {
    const type = TYPE.decode(bytes.subarray(at + 4, at + 8));
    let size = view.getUint32(at);
    let head = 8;
    if (size === 1 && at + 16 <= to) {
      size = Number(view.getBigUint64(at + 8));
      head = 16;
    }
    if (size === 0) size = to - at;
    if (size < head) return;
    yield { type, start: at + head, end: Math.min(at + size, to) };
    at += size;
  }
}

/** The first box of this type, or null. */
export function boxOf(bytes: Uint8Array, type: string, from?: number, to?: number): Box | null {
  for (const box of boxesIn(bytes, from, to)) if (box.type === type) return box;
  return null;
}
