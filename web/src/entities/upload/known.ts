// Asks whether the library has these bytes already, before they are sent. The answer is a hint that saves an upload; only the
// server guarantees that nothing is stored twice. So when anything fails here, the file is simply sent.
import type { Limits } from '#shared/mediahub/media/limits';
import { read } from '../../api/http.ts';
import type { HashJob } from './hash-worker.ts';

/** Null where it cannot be said: on a plain-http address there is no crypto, and a file may have gone. */
async function hashOf(file: File, { part_bytes, whole_hash_max_bytes }: Limits): Promise<string | null> {
  if (!('subtle' in crypto)) return null;
  const worker = new Worker(new URL('hash-worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise<string | null>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<{ sha256: string | null }>) => resolve(data.sha256);
      worker.onerror = () => resolve(null);
      worker.postMessage({ file, part_bytes, whole_hash_max_bytes } satisfies HashJob, []);
    });
  } finally {
    worker.terminate();
  }
}

/** The id of the media item that holds these bytes, or null. */
export async function knownAs(file: File, limits: Limits): Promise<string | null> {
  try {
    const sha256 = await hashOf(file, limits);
    if (sha256 === null) return null;
    const { media } = await read('GET /api/v1/media', {
      query: { sha256, limit: 1 },
    });
    return media[0]?.id ?? null;
  } catch {
    return null;
  }
}
