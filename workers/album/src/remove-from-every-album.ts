// A saga command over several aggregates: each album is its own stream and gets its own append, with a command id of
// its own. A crash between two of them leaves some albums done; the saga asks again, and those answer as before.
import { batchedStore } from '#shared/engine/command/batched';
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';
import { SAGA_CONFLICT_TIMEOUT_MS, sagaMetadata } from '#shared/engine/saga/participant';
import { albums } from './aggregates.ts';
import type { Env } from './env.ts';
import { albumsHolding } from './projections/albums/query.ts';

const CATCH_UP_MS = 2000;
const READ_MODEL_IS_BEHIND_MS = 500;
/** Beside other work: the saga asks again for the others. */
const AT_ONCE = 10;
const NEXT_MS = 50;

/**
 * Removes a deleted media item from every album of its owner. The read model says which those are; it is asked only
 * when it has seen all that the log held, so no add from before the deletion is missed. Later adds are the
 * policy's (reactions/deleted-media-policy.ts).
 */
export async function removeFromEveryAlbum(
  env: Env,
  context: SagaContext,
  mediaId: string,
): Promise<CommandReply> {
  const { head } = await env.READER.readLog({ after: Number.MAX_SAFE_INTEGER, limit: 1 });
  const { reached } = await env.SUBSCRIPTIONS.waitFor('album', head, CATCH_UP_MS);
  if (!reached) return { status: 'busy', retry_after_ms: READ_MODEL_IS_BEHIND_MS };

  let position: number | null = null;
  const media = { id: mediaId, owner: context.user_id };
  const holding = (await albumsHolding(env.DB, [media])).get(mediaId) ?? [];
  const some = holding.slice(0, AT_ONCE);
  // Each is another stream: side by side they are one call to read them, and one to write.
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
  // Rejected only if the album, and its entries with it, has been deleted.
  for (const handled of await Promise.all(removing))
    if (handled.ok) position = Math.max(handled.position ?? 0, position ?? 0) || null;
  if (holding.length > AT_ONCE) return { status: 'busy', retry_after_ms: NEXT_MS, progressed: true };
  return { status: 'already', position };
}
