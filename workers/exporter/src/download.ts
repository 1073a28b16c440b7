// A ZIP on its way out: its parts one after the other, and its end. Each is opened when the one before it is through.
import { zipKey } from './manifest.ts';
import { notesOf, readPart } from './parts.ts';

export interface Download {
  size: number;
  body: ReadableStream<Uint8Array>;
}

/** Null when it is not there, whole, any more. */
export async function downloadOf(exports: R2Bucket, id: string): Promise<Download | null> {
  const end = await exports.head(zipKey(id));
  if (!end) return null;
  const notes = end.customMetadata?.['parts'] === undefined ? [] : await notesOf(exports, id);
  if (notes.length !== Number(end.customMetadata?.['parts'] ?? 0)) return null;
  const parts = await Promise.all(notes.map((key) => readPart(exports, key))).catch(() => null);
  if (!parts) return null;
  const size = parts.reduce((sum, part) => sum + part.size, end.size);
  const keys = [...parts.flatMap(({ key }) => key ?? []), zipKey(id)];
  const { readable, writable } = new FixedLengthStream(size);
  // A client that leaves in the middle breaks the pipe, which is no news.
  void poured(exports, keys, writable).catch((error: unknown) => writable.abort(error).catch(() => undefined));
  return { size, body: readable };
}

async function poured(exports: R2Bucket, keys: readonly string[], writable: WritableStream<Uint8Array>) {
  for (const [n, key] of keys.entries()) {
    const object = await exports.get(key);
    if (!object) throw new Error(`${key} is not there any more`);
    await object.body.pipeTo(writable, { preventClose: n < keys.length - 1, preventAbort: true });
  }
}
