// A PNG put together from chunks, with the checksums they ought to have.
import { viewOf } from '#shared/mediahub/media/boxes';
import { PNG_SIGNATURE, type Chunk } from '#shared/mediahub/media/png';
import { crc32 } from '#shared/mediahub/media/crc32';

type Bytes = Uint8Array<ArrayBuffer>;

export function pngOf(chunks: readonly Chunk[]): Bytes {
  const length = chunks.reduce((sum, { data }) => sum + data.length + 12, PNG_SIGNATURE.length);
  const bytes = new Uint8Array(length);
  bytes.set(PNG_SIGNATURE);
  const view = viewOf(bytes);
  let at = PNG_SIGNATURE.length;
  for (const { type, data } of chunks) {
    view.setUint32(at, data.length);
    bytes.set(new TextEncoder().encode(type), at + 4);
    bytes.set(data, at + 8);
    view.setUint32(at + 8 + data.length, crc32(bytes.subarray(at + 4, at + 8 + data.length)));
    at += data.length + 12;
  }
  return bytes;
}
