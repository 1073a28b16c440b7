// What happened to one instance, for people: its inputs in the order in which they were taken, each with the step that it
// met. Made by replaying them, so it shows what the engine decided, not what the code happened to log.
import { firstPage } from '#shared/engine/command/stream-page';
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
      if (input.reply.status === 'failed') return `failed: ${input.reply.reason}`;
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
    case 'put_back':
      return `put back to an earlier day: revision ${input.revision} had been seen`;
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

/** The n-th input is the n-th entry, from 0 on. Late entries follow the input they came after, and are not counted. */
export interface TimelinePage {
  entries: SagaTimelineEntry[];
  /** Where the next page begins; null after the last. */
  next: number | null;
}

/** On the last page, each behind the last one that is not later by the clock, which decides the order of nothing else. */
export function withIgnored({ entries, next }: TimelinePage, ignored: readonly Ignored[]): TimelinePage {
  if (next !== null) return { entries, next };
  const among = [...entries];
  for (const one of ignored) {
    const behind = among.findLastIndex(({ at }) => at <= instant(one.at));
    among.splice(behind + 1, 0, ignoredEntry(one, among[Math.max(0, behind)]));
  }
  return { entries: among, next };
}

function ignoredEntry(
  { at, detail, command_id, event_id }: Ignored,
  then: SagaTimelineEntry | undefined,
): SagaTimelineEntry {
  const [, step_name = null, direction] = command_id?.split(':') ?? [];
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
}

const BYTES = 4 * 1024 * 1024;

/** One page: a journal may be long. Replaying what precedes it costs no memory. */
export function timelinePage(
  definition: SagaDefinition | undefined,
  sagaId: string,
  inputs: Iterable<Input | Started>,
  { after, limit }: { after: number; limit: number },
): TimelinePage {
  const behind = entriesOf(definition, sagaId, inputs, after);
  const { items, more } = firstPage(behind, (one) => JSON.stringify(one).length, { events: limit, bytes: BYTES });
  return { entries: items, next: more ? after + items.length : null };
}

/** Replays the inputs; entries begin with the n-th. Without its definition only the start can be replayed. */
function* entriesOf(
  definition: SagaDefinition | undefined,
  sagaId: string,
  inputs: Iterable<Input | Started>,
  from: number,
): Generator<SagaTimelineEntry, void, void> {
  let state: SagaState | null = null;
  let n = 0;
  for (const input of inputs) {
    if (input.type === 'started') {
      state = definition ? begin(definition, sagaId, input.event, input.at) : null;
      if (n >= from) yield startedEntry(definition, input, state);
    } else if (definition && state) {
      const after: SagaState = react(definition, state, input);
      if (n >= from) yield entry(definition, state, input, after);
      state = after;
    } else return;
    n++;
  }
}

const startedEntry = (
  definition: SagaDefinition | undefined,
  { event, at }: Started,
  state: SagaState | null,
): SagaTimelineEntry => ({
  at: instant(at),
  what: 'started',
  step_name: null,
  direction: null,
  detail: event.event_type,
  event_id: event.id,
  command: null,
  command_id: null,
  ...(state ? afterwards(definition, state) : { status: 'running', steps: [], out: null }),
});

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
