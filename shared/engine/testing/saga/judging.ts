// What the checks of a history are written with.
import type { SagaDefinition, Step } from '../../saga/definition.ts';
import type { SagaState } from '../../saga/state.ts';
import type { Engine } from './engine.ts';
import type { History } from './Simulation.ts';

/** @param definition as it was meant; a broken engine may run another @throws what does not hold, in words */
export type Check = (definition: SagaDefinition, history: History, engine: Engine) => void;

export const must = (holds: boolean, guarantee: string, detail: unknown = ''): void => {
  if (!holds) throw new Error(`${guarantee} ${JSON.stringify(detail)}`);
};

export const declaredSteps = ({ steps, whenFailed }: SagaDefinition): Step[] => [...steps, ...whenFailed];

/** A saga without a pivot and with retriable steps only is past it from the beginning. */
export const pivotDone = ({ steps }: SagaDefinition, state: SagaState): boolean => {
  const pivot = steps.findIndex(({ kind }) => kind === 'pivot');
  return pivot < 0 ? steps.every(({ kind }) => kind === 'retriable') : state.steps[pivot]?.status === 'completed';
};

/** Steps that a compensation takes along: its own and those that are undone with it. */
export const undoneBy = ({ steps }: SagaDefinition, name: string): string[] => [
  name,
  ...steps.filter(({ compensation: c }) => c && 'with' in c && c.with === name).map((step) => step.name),
];

/** Steps that a person skipped, or whose compensation: what they left behind is not the engine's doing. */
export const waived = (definition: SagaDefinition, { states, inputs }: History): Set<string> =>
  new Set(
    inputs.flatMap((input, n) => {
      const { parked, steps } = states[n] ?? {};
      const name = parked && steps?.[parked.step]?.name;
      if (input.type !== 'skip' || !parked || !name) return [];
      return parked.direction === 'undo' ? undoneBy(definition, name) : [name];
    }),
  );
