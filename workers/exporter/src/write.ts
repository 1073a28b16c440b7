// Writing the ZIP: from bucket to bucket as a stream of known length, never a file in memory.
import { originalKey } from '#shared/mediahub/media/keys';
import type { ZipFile } from './domain/contents.ts';
import type { Env } from './env.ts';
import { zipKey } from './run.ts';
import { zip, zipLength } from './zip/zip.ts';

export class FileGone extends Error {
  override name = 'FileGone';
}

/**
 * Writes all of it, or nothing: an object appears in R2 when its stream has ended well.
 * @param progressed called once a file is through
 * @returns bytes of the ZIP
 * @throws FileGone when a media was deleted meanwhile
 */
export async function write(
  { MEDIA_FILES, EXPORTS }: Pick<Env, 'MEDIA_FILES' | 'EXPORTS'>,
  exportId: string,
  files: readonly ZipFile[],
  progressed: (done: number) => Promise<void>,
): Promise<number> {
  const open = async (n: number) => {
    const { media_id = '', name = '' } = files[n] ?? {};
    const object = await MEDIA_FILES.get(originalKey(media_id));
    if (!object) throw new FileGone(`${name} is not there any more.`);
    return object.body as AsyncIterable<Uint8Array>;
  };
  const length = zipLength(files);
  const { readable, writable } = new FixedLengthStream(length);
  const packing = pour(
    zip(files, open, (n) => progressed(n + 1)),
    writable,
  );
  const storing = EXPORTS.put(zipKey(exportId), readable, { httpMetadata: { contentType: 'application/zip' } });
  // What went wrong while packing is the cause; that storing breaks off with it is not.
  await Promise.all([packing, storing.catch(() => packing)]);
  return length;
}

/** One chunk at a time: what the bucket does not take yet is not read yet. */
async function pour(chunks: AsyncIterable<Uint8Array>, into: WritableStream<Uint8Array>): Promise<void> {
  const writer = into.getWriter();
  try {
    for await (const chunk of chunks) await writer.write(chunk);
    await writer.close();
  } catch (error) {
    // The other end breaks off with it; the cause is this one.
    await writer.abort(error).catch(() => undefined);
    throw error;
  }
}
