// A saga command over several aggregates: each album is its own stream and gets its own append, with a command id of
// its own. A crash between two of them leaves some albums done; the saga asks again, and those answer as before.
import { batchedStore } from '#shared/engine/command/batched';
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';
import { SAGA_CONFLICT_TIMEOUT_MS, sagaMetadata } from '#shared/engine/saga/participant';
import { albums } from './aggregates.ts';
import type { Env } from './env.ts';
import { foldMedia } from './media.ts';
import { albumsHolding } from './projections/albums/query.ts';

const CATCH_UP_MS = 2000;
const READ_MODEL_IS_BEHIND_MS = 500;
/** Albums a call writes to; the saga asks again for the others. */
const AT_ONCE = 10;
/** Albums a call reads at most: each ten of them are a call of the event store. */
const MOST_READ = 200;
const NEXT_MS = 50;
const UNDECIDED_MS = 1_000;

/**
 * The reply for a media item whose stream has no deletion: rejected, or busy while the log does not agree or a restore is not finished,
 * as the deletion may yet come.
 */
async function replyNotDeleted({ EVENTS }: Env, mediaId: string): Promise<CommandReply> {
  const { settled, streams } = await EVENTS.compareWithLog([mediaId]);
  return settled && streams.every(({ agreed }) => agreed)
    ? { status: 'rejected', code: 'media_not_deleted', reason: 'This media item was not deleted.' }
    : { status: 'busy', retry_after_ms: UNDECIDED_MS };
}

/**
 * Removes a deleted media item from every album of its owner. The read model says which those are; it is asked only when it has
 * seen the deletion, so no earlier add is missed. Later adds are the policy's (reactions/deleted-media-policy.ts).
 * Rejected where the media item is alive: a restore can take a deletion away and leave the saga that follows it.
 */
export async function removeFromEveryAlbum(
  env: Env,
  context: SagaContext,
  mediaId: string,
): Promise<CommandReply> {
  const { state, version } = await foldMedia(env.READER, mediaId);
  if (state.status === 'alive' || state.status === 'unknown') return replyNotDeleted(env, mediaId);
  const { reached } = await env.SUBSCRIPTIONS.waitFor('album', { aggregate_id: mediaId, version }, CATCH_UP_MS);
  if (!reached) return { status: 'busy', retry_after_ms: READ_MODEL_IS_BEHIND_MS };

  const media = { id: mediaId, owner: context.user_id };
  const holding = (await albumsHolding(env.DB, [media])).get(mediaId) ?? [];
  let position = 0;
  for (let from = 0; from < holding.length; from += AT_ONCE) {
    if (from > MOST_READ) return { status: 'busy', retry_after_ms: READ_MODEL_IS_BEHIND_MS };
    const some = await removeFrom(env, context, mediaId, holding.slice(from, from + AT_ONCE));
    // Rejected only if the album, and its entries with it, has been deleted.
    const done = some.filter((handled) => handled.ok);
    position = Math.max(position, ...done.map((handled) => handled.position ?? 0));
    // The read model may still name albums that are done: they yield no events, and the loop goes on behind them.
    if (done.some(({ events }) => events > 0) && from + AT_ONCE < holding.length)
      return { status: 'busy', retry_after_ms: NEXT_MS, progressed: true };
  }
  return { status: 'already', position: position || null };
}

/** Handled side by side, so that their streams are read by one call and written by one. */
function removeFrom(env: Env, context: SagaContext, mediaId: string, some: readonly string[]) {
  const events = batchedStore(env.EVENTS);
  const removing = some.map((albumId) =>
    albums.handle(
      events,
      albumId,
      { type: 'remove', owner: context.user_id, media_ids: [mediaId] },
      { ...sagaMetadata(context), command_id: `${context.command_id}:${albumId}` },
      { conflictTimeoutMs: SAGA_CONFLICT_TIMEOUT_MS },
    ),
  );
  return Promise.all(removing);
}
