// What happened to one instance, for people: its inputs in the order in which they were taken, each with the step that it
// met. Made by replaying them, so it shows what the engine decided, not what somebody remembered to log.
import { assertNever } from '#shared/engine/decider';
import type { SagaTimelineEntry } from '#shared/engine/saga/view';
import { commandId } from './pending-command.ts';
import type { SagaDefinition } from './definition.ts';
import { begin } from './transitions.ts';
import { askOf, stepOf } from './steps.ts';
import { react } from './react.ts';
import type { Input, SagaState, Started } from './state.ts';

const detailOf = (input: Input): string => {
  switch (input.type) {
    case 'event':
      return input.event.event_type;
    case 'replied':
      return input.reply.status === 'rejected'
        ? `rejected: ${input.reply.code}: ${input.reply.reason}`
        : input.reply.status;
    case 'lost':
      return input.error;
    case 'due':
      return 'the time is up';
    case 'restarted':
      return 'started again: what was out is sent again';
    case 'resume':
      return 'resumed by a person';
    case 'skip':
    case 'definition_missing':
      return input.reason;
    default:
      return assertNever(input);
  }
};

const instant = (ms: number): string => new Date(ms).toISOString();

/** Replays the inputs. Without its definition only the start can be told. */
export function timelineOf(
  definition: SagaDefinition | undefined,
  sagaId: string,
  { event, at }: Started,
  inputs: readonly Input[],
): SagaTimelineEntry[] {
  const started: SagaTimelineEntry = {
    at: instant(at),
    what: 'started',
    step_name: null,
    direction: null,
    detail: event.event_type,
    event_id: event.id,
    command: null,
    command_id: null,
    status: 'running',
  };
  if (!definition) return [started];
  let state = begin(definition, sagaId, event, at);
  return [
    started,
    ...inputs.map((input) => entry(definition, state, input, (state = react(definition, state, input)))),
  ];
}

const entry = (
  definition: SagaDefinition,
  before: SagaState,
  input: Input,
  after: SagaState,
): SagaTimelineEntry => {
  const { current } = before;
  const met = current ?? before.parked;
  return {
    at: instant(input.at),
    what: input.type,
    step_name: met ? (before.steps[met.step]?.name ?? null) : null,
    direction: met?.direction ?? null,
    detail: detailOf(input),
    event_id: input.type === 'event' ? input.event.id : null,
    command: current ? (askOf(stepOf(definition, current.step), current.direction)?.command ?? null) : null,
    command_id: current ? commandId(before, current) : null,
    status: after.status,
  };
};
