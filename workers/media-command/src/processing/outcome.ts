// What came of an original. The bytes stream from R2 through here to the thumbnailer, which knows what its decoders may
// take; only the finished thumbnail, a few kilobytes, is ever held.
import * as z from 'zod';
import { originalKey } from '#shared/mediahub/media/keys';
import type { Size } from '#shared/mediahub/media/orientation';
import { ORIGINAL_HEIGHT, ORIGINAL_WIDTH, THUMBNAIL_REFUSALS } from '#shared/mediahub/ports/thumbnailer';
import type { Env } from '../env.ts';
import { isVideo } from '../upload/content-type.ts';

export type Outcome =
  | { kind: 'thumbnail'; jpeg: ArrayBuffer; size: Size | null }
  /** Kept without: no decoder may take it, or none can. `why` is a stable code. */
  | { kind: 'no_thumbnail'; why: 'video' | (typeof THUMBNAIL_REFUSALS)[number]; size: Size | null }
  | { kind: 'failed'; code: string; reason: string }
  | { kind: 'busy'; retry_after_ms: number };

const MISSING: Outcome = { kind: 'failed', code: 'original_missing', reason: 'The uploaded file is not there.' };

const Refusal = z.object({ code: z.enum(THUMBNAIL_REFUSALS) });
const RetryAfter = z.coerce.number().int().min(1).catch(500);

/** The size of the original, where the thumbnailer knows it. */
function sizeIn({ headers }: Response): Size | null {
  const size = { width: Number(headers.get(ORIGINAL_WIDTH)), height: Number(headers.get(ORIGINAL_HEIGHT)) };
  return size.width > 0 && size.height > 0 ? size : null;
}

/** @throws when the thumbnailer answers anything that its contract does not name: the outcome is then unknown. */
async function outcomeOf(response: Response): Promise<Outcome> {
  if (response.ok) return { kind: 'thumbnail', jpeg: await response.arrayBuffer(), size: sizeIn(response) };
  if (response.status === 429)
    return { kind: 'busy', retry_after_ms: RetryAfter.parse(response.headers.get('retry-after-ms') ?? NaN) };
  if (response.status !== 422) throw new Error(`the thumbnailer answered ${response.status}`);
  // Whatever the decoder says: the file passed the type check, and its owner may have no other copy.
  return { kind: 'no_thumbnail', why: Refusal.parse(await response.json()).code, size: sizeIn(response) };
}

/** Looks at the original of a media and has its thumbnail made. Changes nothing. */
export async function outcomeFor(
  env: Pick<Env, 'FILES' | 'THUMBNAILER'>,
  mediaId: string,
  contentType: string,
): Promise<Outcome> {
  const key = originalKey(mediaId);
  if (isVideo(contentType))
    return (await env.FILES.head(key)) === null ? MISSING : { kind: 'no_thumbnail', why: 'video', size: null };

  const original = await env.FILES.get(key);
  if (!original) return MISSING;
  const { readable, writable } = new FixedLengthStream(original.size);
  // A busy thumbnailer answers without reading, and the pipe breaks: its answer tells us, the pipe need not.
  void original.body.pipeTo(writable).catch(() => undefined);
  return outcomeOf(
    await env.THUMBNAILER.fetch(
      new Request('http://thumbnailer/thumbnail', {
        method: 'POST',
        body: readable,
        headers: { 'content-type': contentType },
      }),
    ),
  );
}
