// What goes wrong in a saga, as lines of the log with its trace. What goes right is in its journal.
import { log } from '../runtime/log.ts';
import type { SagaCommand, SagaState } from './state.ts';

/** A command whose outcome is unknown: it is sent again under the same id. */
export const logLost = ({ command, context }: SagaCommand, error: string): void => {
  const { correlation_id: trace_id, saga_id, command_id } = context;
  log('warn', 'saga command lost', { trace_id, saga_id, command, command_id, error });
};

/** A saga that starts compensating, or is parked for an operator. */
export function logMove(before: SagaState, after: SagaState): void {
  if (before.status === after.status) return;
  const about = { trace_id: after.correlation_id, saga: after.saga, saga_id: after.id };
  const { failure, parked } = after;
  if (after.status === 'compensating')
    log('warn', 'saga compensates', { ...about, step: failure?.step, code: failure?.code });
  if (after.status === 'parked') log('error', 'saga parked', { ...about, reason: parked?.reason });
}
