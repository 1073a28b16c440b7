// R2 wants to know how long an object is before it takes it, and of a form only its end tells. A small one is read as a
// whole; a large one is put down in parts beside the library first, and copied from there: a form over 8 MiB costs one
// more write and read of its bytes, a raw body nothing.
import { newId } from '#shared/mediahub/ids';
import { REQUEST_MAX_BYTES } from '#shared/mediahub/media/limits';
import { asCutOff, tooLarge, type Incoming } from './upload-source.ts';
import type { SizedFile } from './stream-to-r2.ts';

/** Of an R2 upload in parts, all but the last have one size, and 5 MiB is the least. */
const SPOOL_PART_BYTES = 8 * 1024 * 1024;

/** A file that may have to be tidied up after. */
export interface Spooled extends SizedFile {
  release(): Promise<void>;
}

const nothing = (): Promise<void> => Promise.resolve();

/** A piece begins with so much room, which is doubled as it fills: most files are far smaller than a piece. */
const ROOM_BYTES = 256 * 1024;

function grown(piece: Uint8Array, room: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(room);
  larger.set(piece);
  return larger;
}

/** The bytes in pieces of exactly `length`, but for the last. */
export async function* piecesOf(
  chunks: AsyncGenerator<Uint8Array, void>,
  length: number,
): AsyncGenerator<Uint8Array, void> {
  const room = Math.min(ROOM_BYTES, length);
  let piece = new Uint8Array(room);
  let filled = 0;
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.length;) {
      const some = chunk.subarray(at, at + length - filled);
      while (filled + some.length > piece.length) piece = grown(piece, Math.min(2 * piece.length, length));
      piece.set(some, filled);
      filled += some.length;
      at += some.length;
      if (filled < length) continue;
      yield piece;
      piece = new Uint8Array(room);
      filled = 0;
    }
  yield piece.subarray(0, filled);
}

/** A form that broke off names its reason; one that passed whole is as long as what came. */
export async function sized(files: R2Bucket, { bytes, size }: Incoming): Promise<Spooled> {
  if (size !== null) return { bytes, size, release: nothing };
  const pieces = piecesOf(bytes.chunks(), SPOOL_PART_BYTES);
  const next = () =>
    pieces.next().catch((error: unknown) => {
      throw asCutOff(error);
    });
  const first = (await next()).value;
  // A piece that is not full is the last one: what follows the file has been checked.
  if (first && first.length < SPOOL_PART_BYTES)
    return { bytes: { chunks: () => once(first) }, size: first.length, release: nothing };
  return spooled(files, first ? [first] : [], next);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}

/**
 * A crash while the parts come leaves an upload in parts, which R2 ends by itself after a week; one behind `complete`
 * leaves an object of a media item that never was, which the sweeper removes after an hour.
 */
async function spooled(
  files: R2Bucket,
  begun: Uint8Array[],
  next: () => Promise<IteratorResult<Uint8Array, void>>,
): Promise<Spooled> {
  const key = `media/${newId('media')}/incoming`;
  const upload = await files.createMultipartUpload(key);
  const parts: R2UploadedPart[] = [];
  let size = 0;
  try {
    for (let piece = begun.pop(); piece; piece = (await next()).value ?? undefined) {
      size += piece.length;
      if (size > REQUEST_MAX_BYTES) throw tooLarge();
      if (piece.length > 0) parts.push(await upload.uploadPart(parts.length + 1, piece));
    }
    await upload.complete(parts);
  } catch (error) {
    await upload.abort().catch(() => undefined);
    throw error;
  }
  return {
    size,
    bytes: { chunks: () => read(files, key) },
    release: () => files.delete(key),
  };
}

async function* read(files: R2Bucket, key: string): AsyncGenerator<Uint8Array, void> {
  const object = await files.get(key);
  if (object) yield* object.body as AsyncIterable<Uint8Array>;
}
