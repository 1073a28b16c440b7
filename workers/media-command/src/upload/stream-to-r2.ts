// The way of the bytes: counted, hashed, and written to R2 as they come, none of them held. R2 stores an object whole
// or not at all, so an upload that is cut, or is not as long as it said, leaves nothing.
import { Problem } from '#shared/http/problem';
import { digesting, type Digests } from './digests.ts';
import { asCutOff, cutOff } from './upload-source.ts';
import type { Peekable } from './peekable.ts';

/** A file whose size is known before it has passed. */
export interface SizedFile {
  bytes: Pick<Peekable, 'chunks'>;
  size: number;
}

/**
 * Reads the file to its end and answers its hashes; `sink` sees every chunk.
 * @throws Problem bad_request when it is cut off, or longer than announced
 */
export async function digestsOf(
  { bytes, size }: SizedFile,
  sink?: (chunk: Uint8Array) => Promise<void>,
): Promise<Digests> {
  const digests = digesting();
  let counted = 0;
  const chunks = bytes.chunks();
  for (;;) {
    const next = await chunks.next().catch((error: unknown) => {
      throw asCutOff(error);
    });
    if (next.done) break;
    counted += next.value.length;
    if (counted > size) throw new Problem('bad_request', 'The upload is longer than its Content-Length.');
    await digests.write(next.value);
    await sink?.(next.value);
  }
  if (counted < size) throw cutOff();
  return digests.end();
}

/** Lets `store` have the file as a stream of known length, and hashes it on the way. @throws Problem as `digestsOf` */
export async function streamed<T>(
  file: SizedFile,
  store: (stream: ReadableStream) => Promise<T>,
): Promise<Digests & { stored: T }> {
  const { readable, writable } = new FixedLengthStream(file.size);
  const writer = writable.getWriter();
  const storing = store(readable);
  // R2 may have its answer without reading on; the hash of the rest is needed all the same.
  let reading = true;
  const readNoMore = () => {
    reading = false;
    return writer.abort().catch(() => undefined);
  };
  void storing.then(readNoMore, readNoMore);
  const write = async (chunk: Uint8Array) => {
    if (reading) await writer.write(chunk).catch(readNoMore);
  };
  try {
    const digests = await digestsOf(file, write);
    if (reading) await writer.close().catch(readNoMore);
    return { ...digests, stored: await storing };
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
    await storing.catch(() => undefined);
    throw error;
  }
}

export interface PassedOn extends Digests {
  /** Null when R2 refused to overwrite an existing object. */
  object: R2Object | null;
}

/**
 * Streams the file into R2 under an unused key.
 * @throws Problem as `digestsOf`; nothing is stored then
 */
export async function passedOn(
  files: R2Bucket,
  key: string,
  file: SizedFile,
  contentType: string,
): Promise<PassedOn> {
  let object: R2Object | null = null;
  try {
    const put = async (stream: ReadableStream) =>
      (object = await files.put(key, stream, {
        onlyIf: { etagDoesNotMatch: '*' },
        httpMetadata: { contentType },
      }));
    const { stored, ...digests } = await streamed(file, put);
    return { ...digests, object: stored };
  } catch (error) {
    // Nothing lay there before, so what R2 took as complete all the same is ours to take away.
    if (object) await files.delete(key);
    throw error;
  }
}
