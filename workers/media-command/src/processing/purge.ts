// Purging a deleted media item: first its files are deleted, then the event says so. In this order the event is never false.
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';
import { SAGA_CONFLICT_TIMEOUT_MS, replyOf, sagaMetadata } from '#shared/engine/saga/participant';
import { media as decider, type MediaCommand } from '../domain/media.ts';
import type { Env } from '../env.ts';
import { deleteFiles, mayDelete } from '../files.ts';
import { media } from '../aggregates.ts';

/** Appends MediaPurged. Refused unless the media item is deleted: no other files may be purged. */
export async function purgeMedia(env: Env, context: SagaContext, mediaId: string): Promise<CommandReply> {
  const command: MediaCommand = { type: 'purge', user_id: context.user_id };
  const { state } = await media.load(env.EVENTS, mediaId, {});
  const decision = decider.decide(command, state);
  if (!decision.accepted) return { status: 'rejected', code: decision.code, reason: decision.reason };

  if (!(await mayDelete(env, mediaId))) return { status: 'busy', retry_after_ms: 1_000 };
  await deleteFiles(env.FILES, mediaId);
  // A crash here leaves a deleted media without files and without MediaPurged: the saga sends this again. A `process`
  // that is late is refused since MediaDeleted and takes its thumbnail away itself.
  const handled = await media.handle(env.EVENTS, mediaId, command, sagaMetadata(context), {
    conflictTimeoutMs: SAGA_CONFLICT_TIMEOUT_MS,
  });
  return replyOf(handled);
}
