// What a participant's tests pass in the place of a saga.
import type { SagaContext } from '#shared/engine/saga/command';
import { newId } from '#shared/mediahub/ids';

/** The context of one step of a fresh saga of this user. */
export function sagaContext(user_id: string, step: string, name = 'media_upload'): SagaContext {
  const saga_id = newId('saga');
  return {
    command_id: `${saga_id}:${step}:do`,
    saga: name,
    saga_id,
    step,
    user_id,
    correlation_id: 'trace',
    causation_id: 'cause',
  };
}
