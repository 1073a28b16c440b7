// Purging a deleted media: its files go, then the event says so. In this order the event is never a lie.
import { handle } from '#shared/engine/handle-command';
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';
import { PATIENCE_MS, replyOf, sagaMetadata } from '#shared/engine/saga/participant';
import { media, type MediaCommand } from '../domain/media.ts';
import type { Env } from '../env.ts';
import { deleteFiles, mayDelete } from '../files.ts';
import { loadMedia } from '../media-stream.ts';

/** Appends MediaPurged. Refused unless the media is deleted: nobody else's files may go. */
export async function purgeMedia(env: Env, context: SagaContext, mediaId: string): Promise<CommandReply> {
  const command: MediaCommand = { type: 'purge', user_id: context.user_id };
  const { state } = await loadMedia(env.EVENTS, mediaId, {});
  const decision = media.decide(command, state);
  if (!decision.accepted) return { status: 'rejected', code: decision.code, reason: decision.reason };

  if (!(await mayDelete(env, mediaId))) return { status: 'busy', retry_after_ms: 1_000 };
  await deleteFiles(env.FILES, mediaId);
  // A crash here leaves a deleted media without files and without MediaPurged: the saga sends this again. A `process`
  // that is late is refused since MediaDeleted and takes its thumbnail away itself.
  const handled = await handle({
    store: env.EVENTS,
    decider: media,
    aggregate_type: 'Media',
    aggregate_id: mediaId,
    command,
    metadata: sagaMetadata(context),
    patience_ms: PATIENCE_MS,
  });
  return replyOf(handled);
}
