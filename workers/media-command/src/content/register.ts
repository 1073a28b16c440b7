// Registering stored bytes as a media item: first the content is claimed, then MediaUploaded is appended to the media that holds
// it. Of two uploads of the same bytes one wins the claim; the other one's answer is the winner's media.
import type { Metadata } from '#shared/engine/event/envelope';
import { giveWay } from '#shared/engine/runtime/deadline';
import { writtenAt, type Written } from '#shared/http/consistency';
import { Problem } from '#shared/http/problem';
import { derivedUuid } from '#shared/engine/event/ids';
import { originalKey } from '#shared/mediahub/media/keys';
import { content, media } from '../aggregates.ts';
import { keepsFiles, type Media, type Upload } from '../domain/media-state.ts';
import type { Env } from '../env.ts';
import { contentId } from './content-id.ts';

/** Each round means that a holder has ended while we looked at it. */
const MOST_ROUNDS = 20;

export interface Registered {
  /** The media that has these bytes: the one that was to be, or the one that was there. */
  id: string;
  state: Media;
  written: Written;
  /** The bytes were there already. */
  duplicate: boolean;
}

interface Holder {
  id: string;
  /** Null when it is the media that is to be. */
  state: Media | null;
}

/** Claims the content for `media_id`. @returns the holder */
async function holderOf(env: Env, media_id: string, upload: Upload, metadata: Metadata): Promise<Holder> {
  const aggregate_id = await contentId(env, upload.user_id, upload.sha256);
  let in_place_of: string | null = null;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const claimed = await content.attempt(
      env.EVENTS,
      aggregate_id,
      { type: 'claim', user_id: upload.user_id, media_id, in_place_of },
      {
        ...metadata,
        command_id: derivedUuid('claim', metadata.command_id, media_id, in_place_of ?? ''),
      },
      { idOrigin: 'derived' },
    );
    const id: string = claimed.state.holder ?? media_id;
    // What became of it, its command will see.
    if (id === media_id) return { id, state: null };
    const { state } = await media.load(env.EVENTS, id);
    if (state.status === 'none' || keepsFiles(state)) return { id, state };
    in_place_of = id;
  }
  throw new Problem('busy', 'These bytes are uploaded and deleted again and again.');
}

/**
 * A holder without an event: its upload is on its way to it, or died between the two. Either way its bytes are ours, so we
 * say its event for it; if it comes back, it finds its media there. A crash in here leaves what was there before.
 */
async function bringBytes(env: Env, from: string, to: string): Promise<void> {
  if (await env.FILES.head(originalKey(to))) return;
  const object = await env.FILES.get(originalKey(from));
  if (!object) return;
  await env.FILES.put(originalKey(to), object.body, {
    onlyIf: { etagDoesNotMatch: '*' },
    ...(object.httpMetadata ? { httpMetadata: object.httpMetadata } : {}),
  });
}

/**
 * The bytes lie under `media_id` already. Sent again with the same command_id it has its effect once.
 * A crash behind the claim leaves a content whose holder has no event: the same command goes on from there, and so does the
 * next upload of the same bytes.
 */
export async function register(
  env: Env,
  media_id: string,
  upload: Upload,
  metadata: Metadata,
  options: { idOrigin: 'new' | 'derived'; positionWithinMs?: number },
): Promise<Registered> {
  const holder = await holderOf(env, media_id, upload, metadata);
  const { id, state } = holder;
  const own = state === null;
  if (state && state.status !== 'none') {
    // The bucket may have lost them: then these are the way to have them again.
    await bringBytes(env, media_id, id);
    return { id, state, written: { aggregate_id: id, version: 0, position: null }, duplicate: true };
  }
  if (!own) await bringBytes(env, media_id, id);
  await giveWay();
  const command = { type: 'upload', upload } as const;
  const handled = await media.respond(env.EVENTS, id, command, metadata, {
    ...options,
    idOrigin: own ? options.idOrigin : 'derived',
  });
  return {
    id,
    state: handled.state,
    written: writtenAt(id, handled),
    duplicate: !own && handled.already,
  };
}
