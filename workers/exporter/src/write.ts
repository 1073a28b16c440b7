// Writing the ZIP: from bucket to bucket as a stream of known length, never a file in memory.
import { originalKey } from '#shared/mediahub/media/keys';
import { crc32 } from 'node:zlib';
import type { ZipFile } from './domain/contents.ts';
import type { Env } from './env.ts';
import { zipKey } from './manifest.ts';
import { zip, zipLength, type Opened } from './zip/zip.ts';

export class FileGone extends Error {
  override name = 'FileGone';
}

/** A file of the ZIP that is in no bucket. */
export interface Added {
  name: string;
  bytes: Uint8Array;
}

const MIB = 1024 * 1024;
/** What is longer goes in parts: one `put` ends at 5 GB. R2 takes 10,000 parts, all of one size but the last. */
const WHOLE_MAX_BYTES = 100 * MIB;
const PART_BYTES = 64 * MIB;
const MOST_PARTS = 10_000;
/** What is longer is read twice, since its checksum goes before its bytes; a photo is held instead. */
const HELD_MAX_BYTES = 8 * MIB;

/**
 * Writes all of it, or nothing: an object appears in R2 when its stream has ended well.
 * @param progressed called once a file is through
 * @param alive called again and again while bytes pass
 * @param added comes last
 * @returns bytes of the ZIP
 * @throws FileGone when there are no bytes of a file: its media item was deleted in the meantime, or they are lost
 */
export async function write(
  { MEDIA_FILES, EXPORTS }: Pick<Env, 'MEDIA_FILES' | 'EXPORTS'>,
  exportId: string,
  files: readonly ZipFile[],
  progressed: (done: number) => Promise<void>,
  alive: () => void = () => undefined,
  added: Added | null = null,
): Promise<number> {
  const get = async ({ media_id, name }: ZipFile): Promise<R2ObjectBody> => {
    const object = await MEDIA_FILES.get(originalKey(media_id));
    if (!object) throw new FileGone(`${name} is not there any more.`);
    return object;
  };
  const open = async (n: number): Promise<Opened> => {
    const file = files[n];
    if (!file && added) return { bytes: one(added.bytes), crc32: crc32(added.bytes), date: new Date() };
    if (!file) throw new Error(`there is no file ${n}`);
    const object = await get(file);
    const date = file.date === undefined ? object.uploaded : new Date(file.date);
    if (object.size <= HELD_MAX_BYTES) {
      const bytes = await object.bytes();
      return { bytes: one(bytes), crc32: crc32(bytes), date };
    }
    const checksum = await crcOf(object, alive);
    return { bytes: (await get(file)).body as AsyncIterable<Uint8Array>, crc32: checksum, date };
  };
  const entries = added ? [...files, { name: added.name, size: added.bytes.length }] : files;
  const length = zipLength(entries);
  const chunks = zip(entries, open, (n) => progressed(n + 1));
  const httpMetadata = { contentType: 'application/zip' };
  if (length <= WHOLE_MAX_BYTES) {
    await poured(chunks, length, alive, (body) => EXPORTS.put(zipKey(exportId), body, { httpMetadata }));
    return length;
  }
  const upload = await EXPORTS.createMultipartUpload(zipKey(exportId), { httpMetadata });
  try {
    const parts: R2UploadedPart[] = [];
    const size = Math.max(PART_BYTES, Math.ceil(length / MOST_PARTS / MIB) * MIB);
    const rest = { chunks, over: new Uint8Array(0) };
    for (let left = length; left > 0; left -= size)
      parts.push(
        await poured(limited(rest, Math.min(size, left)), Math.min(size, left), alive, (body) =>
          upload.uploadPart(parts.length + 1, body),
        ),
      );
    await upload.complete(parts);
  } catch (error) {
    // A crash before this line leaves parts that R2 itself removes after a week.
    await upload.abort().catch(() => undefined);
    throw error;
  }
  return length;
}

async function* one<T>(only: T): AsyncGenerator<T> {
  yield only;
}

async function crcOf({ body }: R2ObjectBody, alive: () => void): Promise<number> {
  let crc = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    crc = crc32(chunk, crc);
    alive();
  }
  return crc;
}

/** The next `length` bytes; what a chunk holds beyond them is kept for the next time. */
async function* limited(
  rest: { chunks: AsyncGenerator<Uint8Array>; over: Uint8Array },
  length: number,
): AsyncGenerator<Uint8Array> {
  for (let left = length; left > 0;) {
    const chunk = rest.over.length > 0 ? rest.over : ((await rest.chunks.next()).value as Uint8Array | undefined);
    if (!chunk) return;
    const some = chunk.subarray(0, left);
    rest.over = chunk.subarray(some.length);
    left -= some.length;
    yield some;
  }
}

/** One chunk at a time: what the bucket does not take yet is not read yet. */
async function poured<T>(
  chunks: AsyncIterable<Uint8Array>,
  length: number,
  alive: () => void,
  store: (body: ReadableStream) => Promise<T>,
): Promise<T> {
  const { readable, writable } = new FixedLengthStream(length);
  const writer = writable.getWriter();
  const pour = async () => {
    try {
      for await (const chunk of chunks) {
        await writer.write(chunk);
        alive();
      }
      await writer.close();
    } catch (error) {
      // The other end breaks off with it; the cause is this one.
      await writer.abort(error).catch(() => undefined);
      throw error;
    }
  };
  const poured = pour();
  const [stored] = await Promise.all([
    store(readable).catch((error: unknown) => poured.then(() => Promise.reject(error))),
    poured,
  ]);
  return stored;
}
