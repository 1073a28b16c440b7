// A picture to zoom into, for formats that browsers cannot show: made on request, and stored beside the other renditions. No
// event names it, since it is a cache: it can be made again at any time, and goes with its media.
import type { Metadata } from '#shared/engine/event/envelope';
import { Problem, problemCode } from '#shared/http/problem';
import { derivedKeys, renditionKey } from '#shared/mediahub/media/keys';
import { ZOOM_SIDE } from '#shared/mediahub/ports/thumbnailer';
import { media } from '../aggregates.ts';
import { keepsFiles, type Media } from '../domain/media-state.ts';
import { media as decider, type MediaCommand } from '../domain/media.ts';
import type { Env } from '../env.ts';
import { SWEEPER } from '../sweeping/name.ts';
import { inTurn } from './in-turn.ts';
import { outcomeFor, type Outcome } from './outcome.ts';

/** Every browser shows the others. */
const NEEDS_ZOOM = 'image/heic';

const NOTHING = { rendered: null, described: null };

/** @throws Problem media_not_found, media_not_in_this_state */
function contentTypeOf(state: Media, user_id: string): string {
  const command: MediaCommand = { type: 'render', user_id, seen: NOTHING };
  const decision = decider.decide(command, state);
  if (!decision.accepted) throw new Problem(problemCode(decision.code), decision.reason);
  return state.status === 'none' ? '' : state.upload.content_type;
}

async function keep(env: Env, mediaId: string, outcome: Extract<Outcome, { kind: 'seen' }>): Promise<void> {
  const made = outcome.files.find(({ side }) => side === ZOOM_SIDE);
  if (!made)
    throw new Problem(
      outcome.why === 'too_many_pixels' ? outcome.why : 'decode_failed',
      'Open the original to see it.',
    );
  await env.SWEEPER.getByName(SWEEPER).arm();
  await env.FILES.put(renditionKey(mediaId, ZOOM_SIDE), await made.jpeg.arrayBuffer(), {
    httpMetadata: { contentType: 'image/jpeg' },
  });
}

/**
 * Where the picture to zoom into is.
 * @throws Problem media_not_found, media_not_in_this_state, too_many_pixels, decode_failed, busy
 */
export async function zoomOf(
  env: Env,
  mediaId: string,
  { user_id, correlation_id }: Pick<Metadata, 'user_id' | 'correlation_id'>,
): Promise<string> {
  const { state } = await media.load(env.EVENTS, mediaId);
  const contentType = contentTypeOf(state, user_id);
  if (contentType !== NEEDS_ZOOM) return `/api/v1/media/${mediaId}/content`;
  const url = `/api/v1/media/${mediaId}/renditions/${ZOOM_SIDE}`;
  if (await env.FILES.head(renditionKey(mediaId, ZOOM_SIDE))) return url;
  const outcome = await inTurn(env, user_id, () =>
    outcomeFor(env, mediaId, contentType, correlation_id, [ZOOM_SIDE]),
  );
  if ('status' in outcome || outcome.kind === 'busy')
    throw new Problem('busy', 'Other pictures are being decoded.', {
      headers: { 'retry-after': String(Math.ceil(outcome.retry_after_ms / 1000)) },
    });
  if (outcome.kind !== 'seen') throw new Problem('content_not_available');
  await keep(env, mediaId, outcome);
  // Deleted while the decoder worked: purged files must not reappear. A crash before this: the sweeper.
  const after = await media.load(env.EVENTS, mediaId);
  if (!keepsFiles(after.state)) await env.FILES.delete(derivedKeys(mediaId));
  return url;
}
