// A preview from the browser that uploaded the file: of a video, or of a picture that no decoder here can take. It is decoded
// and re-encoded like everything from outside. Only where there is no picture yet, so it never replaces a better one.
import type { Metadata } from '#shared/engine/event/envelope';
import type { Handled } from '#shared/engine/command/handle-command';
import { Problem, problemCode } from '#shared/http/problem';
import { derivedKeys, renditionKey } from '#shared/mediahub/media/keys';
import { media } from '../aggregates.ts';
import { keepsFiles, type Media, type Rendered } from '../domain/media-state.ts';
import { media as decider, type MediaCommand } from '../domain/media.ts';
import type { Env } from '../env.ts';
import { SWEEPER } from '../sweeping/name.ts';
import { inTurn } from './in-turn.ts';
import { renditionsOf, type Outcome } from './outcome.ts';
import { seenIn } from './store-renditions.ts';

export const MAX_PREVIEW_BYTES = 5 * 1024 * 1024;

type Seen = Extract<Outcome, { kind: 'seen' }>;

/** Whether a preview is wanted at all, before it is decoded. */
const WANTED: Rendered = { recipe: 1, sides: [], thumbhash: null, made_of: 'browser', width: null, height: null };

/** @throws Problem media_not_found, media_not_in_this_state */
function isWanted(state: Media, user_id: string): boolean {
  const command: MediaCommand = { type: 'render', user_id, seen: { rendered: WANTED, described: null } };
  const decision = decider.decide(command, state);
  if (!decision.accepted) throw new Problem(problemCode(decision.code), decision.reason);
  return decision.events.length > 0;
}

/** No renewal makes again what a browser drew. */
async function isLost(env: Env, mediaId: string, state: Media): Promise<boolean> {
  if (state.status !== 'processed' || state.rendered?.made_of !== 'browser') return false;
  const { objects } = await env.FILES.list({ prefix: `media/${mediaId}/` });
  const keys = new Set(objects.map(({ key }) => key));
  return state.rendered.sides.some((side) => !keys.has(renditionKey(mediaId, side)));
}

async function decoded(
  env: Env,
  { user_id, correlation_id }: Metadata,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Seen> {
  const outcome = await inTurn(env, user_id, async () => {
    const body = new Response(bytes).body;
    if (!body) throw new Problem('file_empty');
    return renditionsOf(env, body, bytes.length, correlation_id);
  });
  if ('status' in outcome || outcome.kind === 'busy')
    throw new Problem('busy', 'Other pictures are being decoded.', {
      headers: { 'retry-after': String(Math.ceil(outcome.retry_after_ms / 1000)) },
    });
  if (outcome.kind !== 'seen' || outcome.files.length === 0)
    throw new Problem('decode_failed', 'The preview is no picture that can be decoded.');
  return outcome;
}

/** Never overwrites: an existing rendition is of the original, or of an earlier preview. */
async function put(env: Env, mediaId: string, { files }: Seen): Promise<void> {
  await env.SWEEPER.getByName(SWEEPER).arm();
  for (const { side, jpeg } of files)
    await env.FILES.put(renditionKey(mediaId, side), await jpeg.arrayBuffer(), {
      httpMetadata: { contentType: 'image/jpeg' },
      onlyIf: { etagDoesNotMatch: '*' },
    });
}

/**
 * Takes a preview where it is wanted; where it is not, nothing happens.
 * @throws Problem media_not_found, media_not_in_this_state, decode_failed, busy
 */
export async function takePreview(
  env: Env,
  mediaId: string,
  bytes: Uint8Array<ArrayBuffer>,
  metadata: Metadata,
  positionWithinMs: number,
): Promise<(Handled<Media> & { ok: true }) | null> {
  const { user_id } = metadata;
  const { state } = await media.load(env.EVENTS, mediaId);
  if (!isWanted(state, user_id) && !(await isLost(env, mediaId, state))) return null;
  const outcome = await decoded(env, metadata, bytes);
  await put(env, mediaId, outcome);
  // A crash here leaves a rendition that no event names: nothing shows it, another preview finds it there and names it.
  const seen = seenIn(outcome, 'browser');
  const handled = await media.handle(env.EVENTS, mediaId, { type: 'render', user_id, seen }, metadata, {
    positionWithinMs,
  });
  // Deleted while the decoder worked: purged files must not reappear.
  if (handled.state.status !== 'none' && !keepsFiles(handled.state)) await env.FILES.delete(derivedKeys(mediaId));
  if (!handled.ok) throw new Problem(problemCode(handled.code), handled.reason);
  return handled;
}
