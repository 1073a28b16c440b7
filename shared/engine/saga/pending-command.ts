// The command outbox is the state itself: while a step is being asked, this is the command that has to be out.
import type { SagaDefinition } from './definition.ts';
import { stepCommandOf, stepOf } from './steps.ts';
import type { Current, SagaCommand, SagaState } from './state.ts';

/** The same for every try of a step in one direction: participants recognise a command that comes again. */
export const commandId = (state: SagaState, { step, direction }: Current): string =>
  `${state.id}:${state.steps[step]?.name ?? step}:${direction}`;

/** One key per try: a new try of the same command goes out although the old one may still be under way. */
export const keyOf = (state: SagaState): string =>
  state.current ? `${commandId(state, state.current)}#${state.steps[state.current.step]?.attempts ?? 0}` : '';

/** The command that the saga wants sent now, or null while it waits for something else. */
export function pendingCommand(definition: SagaDefinition, state: SagaState): SagaCommand | null {
  const { current, subject } = state;
  if (current?.phase !== 'asking') return null;
  const step = stepOf(definition, current.step);
  const ask = stepCommandOf(step, current.direction);
  if (!ask) throw new Error(`${definition.name}: nothing to ask for ${current.direction} ${step.name}`);
  return {
    command: ask.command,
    direction: current.direction,
    context: {
      command_id: commandId(state, current),
      saga: state.saga,
      saga_id: state.id,
      step: step.name,
      user_id: subject.user_id,
      correlation_id: state.correlation_id,
      causation_id: state.causation_id,
    },
    args: ask.args(subject, state.failure),
    timeout_ms: step.timeout_ms,
  };
}
