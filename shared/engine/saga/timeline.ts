// What happened to one instance, for people: its inputs in the order in which they were taken, each with the step that it
// met. Made by replaying them, so it shows what the engine decided, not what somebody remembered to log.
import { assertNever } from '#shared/engine/command/decider';
import type { SagaTimelineEntry } from '#shared/engine/saga/view';
import { commandId, pendingCommand } from './pending-command.ts';
import type { SagaDefinition } from './definition.ts';
import { begin } from './transitions.ts';
import { stepCommandOf, stepOf } from './steps.ts';
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

type After = Pick<SagaTimelineEntry, 'status' | 'steps' | 'out'>;

/** What the engine made of it: the same whenever the inputs are replayed. */
function afterwards(definition: SagaDefinition | undefined, state: SagaState): After {
  const command = definition ? pendingCommand(definition, state) : null;
  return {
    status: state.status,
    steps: state.steps.map(({ name, status, attempts }) => ({ step_name: name, status, attempts })),
    out: command && {
      command: command.command,
      command_id: command.context.command_id,
      step_name: command.context.step,
      direction: command.direction,
    },
  };
}

/** Something that the saga did not listen to: it is in no journal, because it changed nothing. */
export interface Ignored {
  at: number;
  detail: string;
  command_id: string | null;
  event_id: string | null;
}

/** The ignored ones among the others, by the clock. */
export const withIgnored = (timeline: SagaTimelineEntry[], ignored: readonly Ignored[]): SagaTimelineEntry[] =>
  [
    ...timeline,
    ...ignored.map(({ at, detail, command_id, event_id }): SagaTimelineEntry => {
      const [, step_name = null, direction] = command_id?.split(':') ?? [];
      const then = timeline.findLast((entry) => Date.parse(entry.at) <= at) ?? timeline[0];
      return {
        at: instant(at),
        what: 'late',
        step_name,
        direction: direction === 'undo' ? 'undo' : step_name === null ? null : 'do',
        detail,
        event_id,
        command: null,
        command_id,
        status: then?.status ?? 'running',
        steps: then?.steps ?? [],
        out: then?.out ?? null,
      };
    }),
  ].toSorted((a, b) => a.at.localeCompare(b.at));

/** Replays the inputs. Without its definition only the start can be told. */
export function timelineOf(
  definition: SagaDefinition | undefined,
  sagaId: string,
  { event, at }: Started,
  inputs: readonly Input[],
): SagaTimelineEntry[] {
  let state = definition ? begin(definition, sagaId, event, at) : null;
  const started: SagaTimelineEntry = {
    at: instant(at),
    what: 'started',
    step_name: null,
    direction: null,
    detail: event.event_type,
    event_id: event.id,
    command: null,
    command_id: null,
    ...(state ? afterwards(definition, state) : { status: 'running', steps: [], out: null }),
  };
  const entries = [started];
  if (!definition || !state) return entries;
  for (const input of inputs) {
    const after = react(definition, state, input);
    entries.push(entry(definition, state, input, after));
    state = after;
  }
  return entries;
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
    command: current
      ? (stepCommandOf(stepOf(definition, current.step), current.direction)?.command ?? null)
      : null,
    command_id: current ? commandId(before, current) : null,
    ...afterwards(definition, after),
  };
};
