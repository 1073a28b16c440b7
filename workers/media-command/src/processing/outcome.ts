// One look at an original, and what came of it. The bytes stream from R2 through here to the thumbnailer; only the
// header and the finished thumbnail, a few kilobytes, are ever held.
import { z } from 'zod';
import { originalKey } from '#shared/media/keys';
import { readOrientation, upright, type Size } from '#shared/media/orientation';
import { ORIGINAL_HEIGHT, ORIGINAL_WIDTH, PHOTON_MAX_PIXELS, THUMBNAIL_REFUSALS } from '#shared/ports/thumbnailer';
import type { Env } from '../env.ts';
import { headerSize, SHORT_LOOK } from '../header-size.ts';
import { isVideo } from '../upload/content-type.ts';

export type Outcome =
  | { kind: 'thumbnail'; jpeg: ArrayBuffer; size: Size }
  /** A valid file that no decoder may take: `why` is a stable code. */
  | { kind: 'no_thumbnail'; why: 'video' | 'no_decoder' | 'too_many_pixels'; size: Size | null }
  | { kind: 'failed'; code: string; reason: string }
  | { kind: 'busy'; retry_after_ms: number };

/** Types that photon reads; on others it only traps. */
const PHOTON_READS = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];

const MISSING: Outcome = { kind: 'failed', code: 'original_missing', reason: 'The uploaded file is not there.' };
const UNREADABLE: Outcome = {
  kind: 'failed',
  code: 'file_unreadable',
  reason: 'The header of the image cannot be read.',
};

const Refusal = z.object({ code: z.enum(THUMBNAIL_REFUSALS), detail: z.string() });
const RetryAfter = z.coerce.number().int().min(1).catch(500);

/** @throws when the thumbnailer answers anything that its contract does not name: the outcome is then unknown. */
async function outcomeOf(response: Response): Promise<Outcome> {
  if (response.ok) {
    const width = Number(response.headers.get(ORIGINAL_WIDTH));
    const height = Number(response.headers.get(ORIGINAL_HEIGHT));
    return { kind: 'thumbnail', jpeg: await response.arrayBuffer(), size: { width, height } };
  }
  if (response.status === 429)
    return { kind: 'busy', retry_after_ms: RetryAfter.parse(response.headers.get('retry-after-ms') ?? NaN) };
  if (response.status !== 422) throw new Error(`the thumbnailer answered ${response.status}`);
  const { code, detail } = Refusal.parse(await response.json());
  return { kind: 'failed', code, reason: detail };
}

/** Looks at the original of a media and has its thumbnail made. Changes nothing. */
export async function outcomeFor(
  env: Pick<Env, 'FILES' | 'THUMBNAILER'>,
  mediaId: string,
  contentType: string,
): Promise<Outcome> {
  const key = originalKey(mediaId);
  const isThere = async (): Promise<boolean> => (await env.FILES.head(key)) !== null;
  if (!PHOTON_READS.includes(contentType)) {
    const why = isVideo(contentType) ? 'video' : 'no_decoder';
    // The size of AVIF and HEIC needs the container's rotation box, which no header reader here knows: unknown, not wrong.
    return (await isThere()) ? { kind: 'no_thumbnail', why, size: null } : MISSING;
  }

  const firstBytes = async (length: number): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array((await (await env.FILES.get(key, { range: { offset: 0, length } }))?.arrayBuffer()) ?? []);
  const stored = await headerSize(firstBytes);
  if (!stored) return (await isThere()) ? UNREADABLE : MISSING;
  if (stored.width * stored.height > PHOTON_MAX_PIXELS) {
    const size = upright(stored, readOrientation(await firstBytes(SHORT_LOOK)));
    return { kind: 'no_thumbnail', why: 'too_many_pixels', size };
  }

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
