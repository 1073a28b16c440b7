// What came of an original. The bytes stream from R2 through here to the thumbnailer, which knows what its decoders may
// take; only the finished renditions, some hundred kilobytes, are ever held.
import * as z from 'zod';
import { originalKey } from '#shared/mediahub/media/keys';
import {
  Answer,
  BEGINNING_BYTES,
  MAX_WHOLE_BYTES,
  RENDITION_SIDES,
  SIDES,
  TOTAL_BYTES,
  type Report,
  type THUMBNAIL_REFUSALS,
} from '#shared/mediahub/ports/thumbnailer';
import type { Env } from '../env.ts';
import { isVideo } from '../upload/content-type.ts';
import { videoFacts, type SeenVideo, type VideoFacts } from './video.ts';

export interface RenditionFile {
  side: number;
  jpeg: Blob;
}

export type Outcome =
  /** Kept without renditions where `why` is a code: no decoder may take it, or none can. */
  | {
      kind: 'seen';
      why: null | 'video_unreadable' | (typeof THUMBNAIL_REFUSALS)[number];
      report: Report | null;
      files: RenditionFile[];
    }
  | { kind: 'video'; facts: VideoFacts }
  | { kind: 'failed'; code: string; reason: string }
  | { kind: 'busy'; retry_after_ms: number };

const MISSING: Outcome = { kind: 'failed', code: 'original_missing', reason: 'The uploaded file is not there.' };

const NO_VIDEO: Outcome = {
  kind: 'failed',
  code: 'not_a_video',
  reason: 'There is sound in it, but no picture. MediaHub keeps photos and videos: keep it with your music.',
};

function videoOutcome(seen: SeenVideo): Outcome {
  if (seen === 'none') return NO_VIDEO;
  return seen === 'unreadable'
    ? { kind: 'seen', why: 'video_unreadable', report: null, files: [] }
    : { kind: 'video', facts: seen };
}

const RetryAfter = z.coerce.number().int().min(1).catch(500);

/** @throws when the thumbnailer answers anything that its contract does not name: the outcome is then unknown. */
async function outcomeOf(response: Response): Promise<Outcome> {
  if (response.status === 429)
    return { kind: 'busy', retry_after_ms: RetryAfter.parse(response.headers.get('retry-after-ms') ?? NaN) };
  if (!response.ok) throw new Error(`the thumbnailer answered ${response.status}`);
  const form = await response.formData();
  const { refused, report } = Answer.parse(JSON.parse(z.string().parse(form.get('answer'))));
  const files = [...form.entries()].flatMap(([name, jpeg]) =>
    typeof jpeg === 'string' ? [] : [{ side: Number(name), jpeg }],
  );
  return { kind: 'seen', why: refused, report, files: files.sort((a, b) => a.side - b.side) };
}

/**
 * Has renditions of these bytes made.
 * @param total how long the whole file is, of which the bytes may be the beginning
 * @param trace of the request for which they are made
 */
export async function renditionsOf(
  { THUMBNAILER }: Pick<Env, 'THUMBNAILER'>,
  body: ReadableStream,
  length: number,
  trace: string,
  total = length,
  sides: readonly number[] = RENDITION_SIDES,
): Promise<Outcome> {
  const { readable, writable } = new FixedLengthStream(length);
  // A busy thumbnailer answers without reading, and the pipe breaks: its answer says why, the pipe need not.
  void body.pipeTo(writable).catch(() => undefined);
  return outcomeOf(
    await THUMBNAILER.fetch(
      new Request('http://thumbnailer/renditions', {
        method: 'POST',
        body: readable,
        headers: { [TOTAL_BYTES]: String(total), [SIDES]: sides.join(','), 'x-trace-id': trace },
      }),
    ),
  );
}

/** Reads the original of a media item and has its renditions made. Changes nothing. */
export async function outcomeFor(
  env: Pick<Env, 'FILES' | 'THUMBNAILER'>,
  mediaId: string,
  contentType: string,
  trace: string,
  sides: readonly number[] = RENDITION_SIDES,
): Promise<Outcome> {
  const key = originalKey(mediaId);
  if (isVideo(contentType)) {
    const head = await env.FILES.head(key);
    return head ? videoOutcome(await videoFacts(env, mediaId, head.size)) : MISSING;
  }
  // One call for nearly every picture. Of one that is too long for a decoder, the beginning is asked for instead.
  const original = await env.FILES.get(key);
  if (!original) return MISSING;
  const { size, body } = original;
  if (size <= MAX_WHOLE_BYTES) return renditionsOf(env, body, size, trace, size, sides);
  await body.cancel();
  const beginning = await env.FILES.get(key, { range: { offset: 0, length: BEGINNING_BYTES } });
  return beginning ? renditionsOf(env, beginning.body, BEGINNING_BYTES, trace, size, sides) : MISSING;
}
