// A ZIP as one stream: its parts one after the other, and its end. Each is opened when the one before it has been read.
import { zipKey } from './manifest.ts';
import { partManifests, readPart } from './parts.ts';

export interface Download {
  size: number;
  body: ReadableStream<Uint8Array>;
}

/** Null when the ZIP, or a part of it, is not there any more. */
export async function downloadOf(exports: R2Bucket, id: string): Promise<Download | null> {
  const end = await exports.head(zipKey(id));
  if (!end) return null;
  const manifests = end.customMetadata?.['parts'] === undefined ? [] : await partManifests(exports, id);
  if (manifests.length !== Number(end.customMetadata?.['parts'] ?? 0)) return null;
  const parts = await Promise.all(manifests.map((key) => readPart(exports, key))).catch(() => null);
  if (!parts) return null;
  const size = parts.reduce((sum, part) => sum + part.size, end.size);
  const keys = [...parts.flatMap(({ key }) => key ?? []), zipKey(id)];
  const { readable, writable } = new FixedLengthStream(size);
  // A client that leaves in the middle breaks the pipe: nothing to report.
  void pipeAll(exports, keys, writable).catch((error: unknown) => writable.abort(error).catch(() => undefined));
  return { size, body: readable };
}

async function pipeAll(exports: R2Bucket, keys: readonly string[], writable: WritableStream<Uint8Array>) {
  for (const [n, key] of keys.entries()) {
    const object = await exports.get(key);
    if (!object) throw new Error(`${key} is not there any more`);
    await object.body.pipeTo(writable, { preventClose: n < keys.length - 1, preventAbort: true });
  }
}
