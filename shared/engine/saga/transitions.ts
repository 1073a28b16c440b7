// The moves between steps: forward, backward (compensation, newest first), aside (parked), and out.
import type { SagaDefinition } from './definition.ts';
import { lasted } from './timers.ts';
import { stepCommandOf, stepOf, update, waitingStep } from './steps.ts';
import type { Current, Direction, SagaEvent, SagaState } from './state.ts';

/** The sender notices a timeout itself; this one is for a sender that has died. */
const GRACE_MS = 1_000;

/** The first state of an instance: steps that the starting event did are done, the next one is asked. */
export function begin(definition: SagaDefinition, id: string, event: SagaEvent, at: number): SagaState {
  const asked = definition.steps.findIndex((step) => step.ask);
  const state: SagaState = {
    id,
    saga: definition.name,
    definition_version: definition.version,
    status: 'running',
    subject: definition.begin(event),
    correlation_id: event.metadata.correlation_id,
    causation_id: event.id,
    steps: definition.steps.map((step, n) =>
      n < asked
        ? { ...waitingStep(step), status: 'completed', started_at: at, completed_at: at }
        : waitingStep(step),
    ),
    current: null,
    parked: null,
    failure: null,
    ending: null,
    revision: 1,
    started_at: at,
    updated_at: at,
    ended_at: null,
  };
  return enter(definition, state, asked, 'do', at);
}

/** The pause between two asks counts as well. */
const busyUntil = ({ current }: SagaState, ms: number | null, at: number): number | null =>
  ms === null || !current ? ms : ms + lasted(current, at);

/** Sends a step's command, for the first time or again. */
export function enter(
  definition: SagaDefinition,
  state: SagaState,
  n: number,
  direction: Direction,
  at: number,
): SagaState {
  const before = state.steps[n];
  const again = state.current?.step === n && state.current.direction === direction;
  const asked = update(state, n, {
    status: direction === 'do' ? 'running' : 'compensating',
    attempts: (again ? (before?.attempts ?? 0) : 0) + 1,
    event_id: direction === 'undo' && !again ? null : (before?.event_id ?? null),
    started_at: before?.started_at ?? at,
    next_retry_at: null,
    failures: again ? before?.failures : undefined,
    busy_ms: again ? busyUntil(state, before?.busy_ms ?? null, at) : null,
  });
  const due_at = at + stepOf(definition, n).timeout_ms + GRACE_MS;
  return { ...asked, current: { step: n, direction, phase: 'asking', due_at, since: at } };
}

/** Takes the way back: every step that is done, or may be, is undone, the newest first. */
export const compensate = (definition: SagaDefinition, state: SagaState, at: number): SagaState =>
  undoFrom(definition, { ...state, status: 'compensating' }, state.steps.length - 1, at);

/** The compensation of step `n` is through: on to the one before it. */
export function nextCompensation(definition: SagaDefinition, state: SagaState, n: number, at: number): SagaState {
  const { name } = stepOf(definition, n);
  const undone: SagaState = {
    ...state,
    steps: state.steps.map((step, m) => {
      const { compensation } = stepOf(definition, m);
      const goesWith = compensation && 'with' in compensation && compensation.with === name;
      return m === n || (goesWith && mayHaveTakenEffect(step.status))
        ? { ...step, status: 'compensated', completed_at: at, next_retry_at: null }
        : step;
    }),
  };
  return undoFrom(definition, undone, n - 1, at);
}

const mayHaveTakenEffect = (status: string): boolean =>
  status === 'completed' || status === 'unknown' || status === 'running' || status === 'parked';

function undoFrom(definition: SagaDefinition, state: SagaState, from: number, at: number): SagaState {
  for (let n = from; n >= 0; n--)
    if (mayHaveTakenEffect(state.steps[n]?.status ?? 'pending') && stepCommandOf(stepOf(definition, n), 'undo'))
      return enter(definition, state, n, 'undo', at);

  const skipped = skipPending(state);
  if (state.ending !== 'failed' || definition.whenFailed.length === 0) return finish(skipped, at);
  const withEnding = { ...skipped, steps: [...skipped.steps, ...definition.whenFailed.map(waitingStep)] };
  return enter(definition, withEnding, definition.steps.length, 'do', at);
}

const skipPending = (state: SagaState): SagaState => ({
  ...state,
  steps: state.steps.map((step) => (step.status === 'pending' ? { ...step, status: 'skipped' } : step)),
});

export const finish = (state: SagaState, at: number): SagaState => ({
  ...state,
  status: state.ending ?? 'completed',
  current: null,
  ended_at: at,
});

/** The subject was deleted. Before the pivot the completed steps are undone; after it there is nothing left to do. */
export function cancel(definition: SagaDefinition, state: SagaState, at: number): SagaState {
  // Already on the way back: it ends as it would have.
  if (state.ending) return state;
  const cancelled: SagaState = { ...state, ending: 'cancelled', parked: null };
  const pivot = definition.steps.findIndex((step) => step.kind === 'pivot');
  if (state.steps[pivot]?.status !== 'completed') return compensate(definition, cancelled, at);
  const rest = cancelled.steps.map((step) =>
    step.status === 'completed' ? step : { ...step, status: 'skipped' as const, next_retry_at: null },
  );
  return finish({ ...cancelled, steps: rest }, at);
}

/** Parks the saga: an operator looks at it, and it resumes at the same step. */
export function park(
  state: SagaState,
  { step, direction }: Pick<Current, 'step' | 'direction'>,
  reason: string,
): SagaState {
  const stopped = update(state, step, { status: 'parked', last_error: reason, next_retry_at: null });
  return { ...stopped, status: 'parked', current: null, parked: { step, direction, reason } };
}

const unpark = (state: SagaState): SagaState => ({
  ...state,
  status: state.ending ? 'compensating' : 'running',
  parked: null,
});

export const resume = (definition: SagaDefinition, state: SagaState, at: number): SagaState =>
  state.parked ? enter(definition, unpark(state), state.parked.step, state.parked.direction, at) : state;

/** A person decided that this step, or its compensation, is not needed: continue with the next one. */
export function skip(definition: SagaDefinition, state: SagaState, reason: string, at: number): SagaState {
  const { parked } = state;
  // What can still be undone is not jumped over on the way forward: it is asked again or fails.
  if (!parked || (parked.direction === 'do' && state.steps[parked.step]?.kind !== 'retriable')) return state;
  const skipped = update(unpark(state), parked.step, {
    status: 'skipped',
    last_error: `skipped: ${reason}`,
    completed_at: at,
  });
  if (parked.direction === 'undo') return undoFrom(definition, skipped, parked.step - 1, at);
  return parked.step + 1 < skipped.steps.length
    ? enter(definition, skipped, parked.step + 1, 'do', at)
    : finish(skipped, at);
}
