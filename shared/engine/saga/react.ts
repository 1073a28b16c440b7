// The saga engine: (definition, state, input) → state. Pure, so every ending can be tested in virtual time and every
// run can be replayed. The command to send follows from the state alone: see `pendingCommand`.
import { backoffMs } from '#shared/engine/runtime/backoff';
import { assertNever } from '#shared/engine/command/decider';
import type { CommandReply } from '#shared/engine/saga/command';
import { cancel, compensate, enter, finish, nextCompensation, park, resume, skip } from './transitions.ts';
import { isDue, isFromLater, lasted, setAnew } from './timers.ts';
import { stepCommandOf, stepOf, update } from './steps.ts';
import { commandId } from './pending-command.ts';
import type { RetryPolicy, SagaDefinition } from './definition.ts';
import type { Input, SagaEvent, SagaState } from './state.ts';

/** How long a participant may answer only `busy`. That is neither an attempt nor a timeout, but it must end. */
export const MOST_BUSY_MS = 30 * 60_000;
/** The longest wait that a `busy` answer can ask for. */
const MOST_BUSY_WAIT_MS = 10 * 60_000;

/**
 * What becomes of the saga. An input that is late, repeated or not for it leaves it as it is.
 * @param definition of the version that the instance was started with; undefined when that is not there any more: then
 *   all that can happen is `definition_missing`, which parks the instance until the version is back
 */
export function react(definition: SagaDefinition | undefined, state: SagaState, input: Input): SagaState {
  const next = after(definition, state, input);
  return next === state ? state : { ...next, revision: next.revision + 1, updated_at: input.at };
}

function after(definition: SagaDefinition | undefined, state: SagaState, input: Input): SagaState {
  if (input.type === 'definition_missing') return withoutDefinition(state, input.reason);
  // What it did after that state is lost: it asks again, and its participants remember the commands.
  if (input.type === 'put_back')
    return input.revision < state.revision ? state : { ...state, revision: input.revision };
  return definition ? step(definition, state, input) : state;
}

/** A command under way may have taken effect: that is remembered for when the saga is resumed. */
function withoutDefinition(state: SagaState, reason: string): SagaState {
  const { current } = state;
  return current ? park(update(state, current.step, { uncertain: true }), current, reason) : state;
}

function step(
  definition: SagaDefinition,
  state: SagaState,
  input: Exclude<Input, { type: 'definition_missing' | 'put_back' }>,
): SagaState {
  if (state.ended_at !== null) return state;
  switch (input.type) {
    case 'event':
      return onEvent(definition, state, input.event, input.at);
    case 'replied':
      return isCurrent(state, input.command_id) ? onReply(definition, state, input.reply, input) : state;
    case 'lost':
      return isCurrent(state, input.command_id) ? askAgain(definition, state, input.error, input, null) : state;
    case 'due':
      return onDue(definition, state, input);
    case 'restarted':
      return state.current?.phase === 'asking' && !state.steps[state.current.step]?.uncertain
        ? update(state, state.current.step, { uncertain: true })
        : state;
    case 'resume':
      return resume(definition, state, input.at);
    case 'skip':
      return skip(definition, state, input.reason, input.at);
    default:
      return assertNever(input);
  }
}

/** A late answer never revives a step: only an answer to the current command counts. */
const isCurrent = (state: SagaState, id: string): boolean =>
  state.current?.phase === 'asking' && commandId(state, state.current) === id;

function onEvent(definition: SagaDefinition, state: SagaState, event: SagaEvent, at: number): SagaState {
  if (event.metadata.saga_id !== state.id) return state;
  const caused = { ...state, causation_id: event.id };
  if (event.event_type === definition.cancelledBy && event.aggregate_id === state.subject.aggregate_id)
    return cancel(definition, caused, at);
  const { current } = state;
  if (!current) return state;
  const declared = stepOf(definition, current.step);
  if (event.metadata.step !== declared.name) return state;
  if (event.event_type === stepCommandOf(declared, current.direction)?.completedBy)
    return completed(definition, by(caused, current.step, event), at);
  if (current.direction === 'do' && event.event_type === declared.failedBy) {
    const { code = 'failed', reason = '' } = event.data as { code?: string; reason?: string };
    return failed(definition, by(caused, current.step, event), 'failed', { code, reason }, at);
  }
  return state;
}

const by = (state: SagaState, n: number, { id }: SagaEvent): SagaState => update(state, n, { event_id: id });

/** A refusal is definite only when no earlier try was left without an outcome: that one may have taken effect. */
const afterRefusal = (state: SagaState): 'failed' | 'unknown' =>
  state.steps[state.current?.step ?? 0]?.uncertain ? 'unknown' : 'failed';

function onReply(
  definition: SagaDefinition,
  state: SagaState,
  reply: CommandReply,
  { at, random }: { at: number; random: number },
): SagaState {
  const { current } = state;
  if (!current) return state;
  const declared = stepOf(definition, current.step);
  switch (reply.status) {
    case 'already':
      return completed(definition, state, at);
    case 'accepted':
      return stepCommandOf(declared, current.direction)?.completedBy === null
        ? completed(definition, state, at)
        : { ...state, current: { ...current, phase: 'awaiting', due_at: at + declared.timeout_ms, since: at } };
    case 'busy': {
      // Not an attempt: the count goes back. Jitter keeps the waiting ones from coming back together.
      const due_at = at + Math.round(Math.min(reply.retry_after_ms, MOST_BUSY_WAIT_MS) * (1 + random));
      const { attempts = 1, busy_ms: before } = state.steps[current.step] ?? {};
      const first = reply.progressed === true || before === undefined || before === null;
      const busy_ms = first ? 0 : before + lasted(current, at);
      const reason = `busy for ${MOST_BUSY_MS / 60_000} minutes: ${declared.name} was asked again and again`;
      if (busy_ms >= MOST_BUSY_MS) return park(update(state, current.step, { busy_ms: null }), current, reason);
      const paused = update(state, current.step, {
        attempts: attempts - 1,
        busy_ms,
        next_retry_at: due_at,
      });
      return { ...paused, current: { ...current, phase: 'pausing', due_at, since: at } };
    }
    case 'failed':
      return askAgain(definition, state, reply.reason, { at, random }, 'failed');
    case 'rejected':
      if (current.direction === 'undo') return park(state, current, `${reply.code}: ${reply.reason}`);
      return definition.cancelCodes?.includes(reply.code)
        ? cancel(definition, update(state, current.step, { status: afterRefusal(state) }), at)
        : failed(definition, state, afterRefusal(state), reply, at);
    default:
      return assertNever(reply);
  }
}

function completed(definition: SagaDefinition, state: SagaState, at: number): SagaState {
  const { current } = state;
  if (!current) return state;
  if (current.direction === 'undo') return nextCompensation(definition, state, current.step, at);
  const done = update(state, current.step, { status: 'completed', completed_at: at, next_retry_at: null });
  return current.step + 1 < state.steps.length
    ? enter(definition, done, current.step + 1, 'do', at)
    : finish(done, at);
}

/** A definite no. Past the pivot there is only forward: a retriable step that is refused waits for a person. */
function failed(
  definition: SagaDefinition,
  state: SagaState,
  status: 'failed' | 'unknown',
  { code, reason }: { code: string; reason: string },
  at: number,
): SagaState {
  const { current } = state;
  if (!current) return state;
  const { kind, name } = stepOf(definition, current.step);
  const error = `${code}: ${reason}`;
  if (kind === 'retriable') return park(state, current, error);
  const noted = update(state, current.step, { last_error: error, next_retry_at: null });
  const no = update(noted, current.step, { status, completed_at: at });
  return compensate(definition, { ...no, failure: { step: name, code, reason }, ending: 'failed' }, at);
}

/** A step with `silences` has a budget for silence and one for the word `failed`; any other has one for both. */
function isSpent(
  retry: RetryPolicy,
  { attempts, failures, silent }: { attempts: number; failures: number; silent: boolean },
): boolean {
  if (retry.silences === undefined) return attempts >= retry.attempts;
  return silent ? attempts - failures >= retry.silences : failures >= retry.attempts;
}

/**
 * The outcome is unknown: ask again with backoff until the budget is spent.
 * @param word the participant's answer; null for silence
 */
function askAgain(
  definition: SagaDefinition,
  state: SagaState,
  error: string,
  { at, random }: { at: number; random: number },
  word: 'failed' | null,
): SagaState {
  const { current } = state;
  if (!current) return state;
  const declared = stepOf(definition, current.step);
  const { kind, name, retry } = declared;
  const { attempts = 0, failures: before = 0 } = state.steps[current.step] ?? {};
  const failures = before + (word === 'failed' && !declared.failedBy ? 1 : 0);
  const noted = update(state, current.step, {
    last_error: error,
    uncertain: true,
    ...(failures > 0 ? { failures } : {}),
  });
  const canUndo = current.direction === 'do' && kind !== 'retriable';
  const { silences, ...oneBudget } = retry;
  const silent = failures === before;
  if (!isSpent(canUndo ? retry : oneBudget, { attempts, failures, silent })) {
    const due_at = at + backoffMs(retry, attempts, random);
    const paused = update(noted, current.step, { next_retry_at: due_at, busy_ms: null });
    return { ...paused, current: { ...current, phase: 'pausing', due_at, since: at } };
  }
  // An outage that is longer than all waiting is no reason to undo what is done: a person decides.
  if (!canUndo || (silent && silences !== undefined)) return park(noted, current, error);
  const unknown = update(noted, current.step, { status: 'unknown', next_retry_at: null });
  const failure = { step: name, code: 'no_answer', reason: error };
  return compensate(definition, { ...unknown, failure, ending: 'failed' }, at);
}

function onDue(definition: SagaDefinition, state: SagaState, input: { at: number; random: number }): SagaState {
  const { current } = state;
  // A timer may come early, twice or for something that is over: only a due one counts.
  if (!current || !isDue(current, input.at)) return state;
  if (isFromLater(current, input.at)) return { ...state, current: setAnew(current, input.at) };
  switch (current.phase) {
    case 'pausing':
      return enter(definition, state, current.step, current.direction, input.at);
    case 'asking':
      return askAgain(definition, state, 'no answer in time', input, null);
    case 'awaiting':
      return askAgain(definition, state, 'accepted, but its event did not come in time', input, null);
    default:
      return assertNever(current.phase);
  }
}
