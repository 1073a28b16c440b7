// Undoing an upload. Files, tombstone, files: the first deletion makes sure that no crash leaves files behind a
// tombstone that is never revisited; the second deletes what a concurrent `process` wrote in between.
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';
import { SAGA_CONFLICT_TIMEOUT_MS, replyOf, sagaMetadata } from '#shared/engine/saga/participant';
import { media as decider, type MediaCommand } from '../domain/media.ts';
import type { Env } from '../env.ts';
import { deleteFiles, mayDelete } from '../files.ts';
import { media } from '../aggregates.ts';

const NOT_YET: CommandReply = { status: 'busy', retry_after_ms: 1_000 };

/** Appends MediaUploadCompensated. Answers `already` only when the files are deleted, also on a repeated call. */
export async function compensateUpload(
  env: Env,
  context: SagaContext,
  args: { media_id: string; reason: string },
): Promise<CommandReply> {
  const { saga_id, user_id } = context;
  const { media_id, reason } = args;
  const command: MediaCommand = { type: 'compensate', user_id, reason, saga_id };
  const { state } = await media.load(env.EVENTS, media_id, {});
  const decision = decider.decide(command, state);
  if (!decision.accepted) return { status: 'rejected', code: decision.code, reason: decision.reason };

  if (!(await mayDelete(env, media_id))) return NOT_YET;
  await deleteFiles(env.FILES, media_id);
  // A crash here leaves a media item without files and without a tombstone: the saga has no answer and sends this again.
  const handled = await media.handle(env.EVENTS, media_id, command, sagaMetadata(context), {
    conflictTimeoutMs: SAGA_CONFLICT_TIMEOUT_MS,
  });
  // A crash here can leave the thumbnail of a `process` that finished between the two: the sweeper removes it. One
  // that finishes later is refused by the tombstone and takes its thumbnail away itself.
  await deleteFiles(env.FILES, media_id);
  return replyOf(handled);
}
