// Small accessors that the engine's rules are written with.
import type { StepCommand, SagaDefinition, Step } from './definition.ts';
import type { Direction, SagaState, StepState } from './state.ts';

/** The declaration of the n-th step; those of the failed ending follow the regular ones. */
export function stepOf(definition: SagaDefinition, n: number): Step {
  const step = [...definition.steps, ...definition.whenFailed][n];
  if (!step) throw new Error(`${definition.name} has no step ${n}`);
  return step;
}

/** What is asked of a participant to do or to undo a step; undefined when there is nothing to ask. */
export function stepCommandOf(step: Step, direction: Direction): StepCommand | undefined {
  if (direction === 'do') return step.ask;
  return step.compensation && 'command' in step.compensation ? step.compensation : undefined;
}

export const update = (state: SagaState, n: number, change: Partial<StepState>): SagaState => ({
  ...state,
  steps: state.steps.map((step, at) => (at === n ? { ...step, ...change } : step)),
});

export const waitingStep = ({ name, kind }: Step): StepState => ({
  name,
  kind,
  status: 'pending',
  attempts: 0,
  uncertain: false,
  event_id: null,
  last_error: null,
  next_retry_at: null,
  started_at: null,
  completed_at: null,
});
