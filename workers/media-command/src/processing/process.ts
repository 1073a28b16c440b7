// Processing: renditions into R2 first, then the events that say they are there. The events decide; renditions whose
// events are refused, because the media was undone or deleted in between, are taken away again by their maker.
import type { Handled } from '#shared/engine/command/handle-command';
import { derivedKeys } from '#shared/mediahub/media/keys';
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';
import { SAGA_CONFLICT_TIMEOUT_MS, sagaMetadata } from '#shared/engine/saga/participant';
import type { Media, Processed, Upload } from '../domain/media-state.ts';
import { processing, type MediaCommand, type Seen } from '../domain/media.ts';
import type { Env } from '../env.ts';
import { media } from '../aggregates.ts';
import { inTurn } from './in-turn.ts';
import { outcomeFor, type Outcome } from './outcome.ts';
import { seenIn, storeRenditions } from './store-renditions.ts';
import type { VideoFacts } from './video.ts';

type ProcessingState = { open: Upload } | { settled: CommandReply };

/** Whether processing is open, or settled: done or refused. */
function processingState(state: Media, userId: string, position: number | null): ProcessingState {
  const verdict = processing(state, userId);
  if (!verdict.accepted) return { settled: { status: 'rejected', code: verdict.code, reason: verdict.reason } };
  return state.status === 'uploaded' ? { open: state.upload } : { settled: { status: 'already', position } };
}

const processed = ({ why, report, files }: Extract<Outcome, { kind: 'seen' }>): Processed => ({
  thumbnail: files.length > 0,
  ...(why === null ? {} : { why }),
  width: report?.width ?? null,
  height: report?.height ?? null,
});

const processedVideo = ({ width, height, duration_seconds }: VideoFacts): Processed => ({
  thumbnail: false,
  why: 'video',
  width,
  height,
  ...(duration_seconds === null ? {} : { duration_seconds }),
});

const describedVideo = ({ codec, rotation, taken }: VideoFacts): Seen => ({
  rendered: null,
  described: { taken, camera: null, exposure: null, located: false, video: { codec, rotation } },
});

function commandFor(outcome: Exclude<Outcome, { kind: 'busy' }>, user_id: string): MediaCommand {
  switch (outcome.kind) {
    case 'failed':
      return { type: 'fail_processing', user_id, failure: { code: outcome.code, reason: outcome.reason } };
    case 'video':
      return {
        type: 'complete_processing',
        user_id,
        result: processedVideo(outcome.facts),
        seen: describedVideo(outcome.facts),
      };
    case 'seen':
      return { type: 'complete_processing', user_id, result: processed(outcome), seen: seenIn(outcome, null) };
  }
}

function replyTo(handled: Handled<Media>, userId: string): CommandReply {
  if (handled.ok && !handled.already) return { status: 'accepted' };
  const current = processingState(handled.state, userId, handled.ok ? handled.position : null);
  if ('settled' in current) return current.settled;
  // Two tries of this command ended differently and the other was first: a retry reads its result from the stream.
  throw new Error('another try of this command was faster');
}

/**
 * Processes an uploaded media when it is its user's turn: before that neither its stream nor its file is read.
 * A failure of the decoder is `accepted` too: the saga learns it from the event.
 * @throws when the outcome is unknown; the same command may be sent again.
 */
export const processMedia = (env: Env, context: SagaContext, mediaId: string): Promise<CommandReply> =>
  inTurn(env, context.user_id, () => processNow(env, context, mediaId));

async function processNow(env: Env, context: SagaContext, mediaId: string): Promise<CommandReply> {
  const { user_id, command_id } = context;
  const { state, handled } = await media.load(env.EVENTS, mediaId, { command_id });
  const current = processingState(state, user_id, handled?.position ?? null);
  if ('settled' in current) return current.settled;

  const outcome = await outcomeFor(env, mediaId, current.open.content_type, context.correlation_id);
  if (outcome.kind === 'busy') return { status: 'busy', retry_after_ms: outcome.retry_after_ms };
  if (outcome.kind === 'seen') await storeRenditions(env, mediaId, outcome);

  // A crash here leaves renditions without their event. The saga sends the command again, which writes the same
  // ones; if the media was undone before that, the sweeper removes it.
  const result = await media.handle(env.EVENTS, mediaId, commandFor(outcome, user_id), sagaMetadata(context), {
    conflictTimeoutMs: SAGA_CONFLICT_TIMEOUT_MS,
  });
  // Undone, deleted or failed while the decoder worked. A crash before this line: the sweeper again.
  if (result.state.status !== 'processed') await env.FILES.delete(derivedKeys(mediaId));
  return replyTo(result, user_id);
}
