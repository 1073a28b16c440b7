// How a participant of a saga stamps its events and answers: the same for every command, so it is written once, here.
import type { Metadata } from '#shared/engine/event/envelope';
import { ConcurrencyError, type Handled } from '#shared/engine/command/handle-command';
import type { CommandReply, SagaContext } from './command.ts';

/** How long a participant retries conflicts before it answers `busy`; shorter than any step's timeout. */
export const SAGA_CONFLICT_TIMEOUT_MS = 3000;

const RETRY_BUSY_STREAM_MS = 250;

/** Metadata of the events of a saga's command: saga_id and step are what lets the event find its saga. */
export const sagaMetadata = (context: SagaContext): Metadata => ({
  user_id: context.user_id,
  actor: `saga:${context.saga}`,
  command_id: context.command_id,
  correlation_id: context.correlation_id,
  causation_id: context.causation_id,
  saga_id: context.saga_id,
  step: context.step,
});

/** The outcome of a command handler as a reply to a saga. */
export function replyOf<State>(handled: Handled<State>): CommandReply {
  if (!handled.ok) return { status: 'rejected', code: handled.code, reason: handled.reason };
  return handled.already ? { status: 'already', position: handled.position } : { status: 'accepted' };
}

/** A stream with persistent conflicts is an occupied resource, not a failure: nothing was written. */
export async function busyWhenContended(work: Promise<CommandReply>): Promise<CommandReply> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ConcurrencyError) return { status: 'busy', retry_after_ms: RETRY_BUSY_STREAM_MS };
    throw error;
  }
}
