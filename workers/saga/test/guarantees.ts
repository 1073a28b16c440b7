// The guarantees G2 to G10 of sagas as checks over one history. Each throws a sentence about what does not hold.
import { backoffMs } from '#shared/kernel/backoff';
import type { SagaDefinition } from '../src/engine/definition.ts';
import type { SagaState } from '../src/engine/state.ts';
import { begin } from '../src/engine/moves.ts';
import { eventOf } from './simulate.ts';
import type { Blow, Engine, History } from './world.ts';

const must = (holds: boolean, guarantee: string, detail: unknown = ''): void => {
  if (!holds) throw new Error(`${guarantee} ${JSON.stringify(detail)}`);
};

type Check = (definition: SagaDefinition, history: History, plan: readonly Blow[], engine: Engine) => void;

const names = (definition: SagaDefinition) =>
  [...definition.steps, ...definition.whenFailed].map((step) => step.name);
const pivotOf = (definition: SagaDefinition) => definition.steps.findIndex((step) => step.kind === 'pivot');
const pivotDone = (definition: SagaDefinition, state: SagaState) =>
  state.steps[pivotOf(definition)]?.status === 'completed';

const ends: Check = (_, { atRest }) =>
  must(atRest.ended_at !== null, 'G2: once faults heal, every saga ends.', atRest);

const busyIsNoFailure: Check = (_, { atRest }, plan) => {
  if (plan.every(({ kind }) => kind === 'busy' || kind === 'none'))
    must(atRest.status === 'completed', 'G2: a busy participant makes nothing fail.', atRest.steps);
};

const allOrNothing: Check = (definition, { atRest, effects }) => {
  const { steps } = definition;
  const undoable = steps.filter((step) => step.kind !== 'retriable').map((step) => step.name);
  if (atRest.status === 'completed')
    must(
      steps.every(({ name }) => effects.has(name)),
      'G3: completed means that all effects hold.',
      [...effects],
    );
  if (atRest.status === 'failed' || (atRest.status === 'cancelled' && !pivotDone(definition, atRest)))
    must(!undoable.some((name) => effects.has(name)), 'G3: undone means that no effect holds.', [...effects]);
};

const newestFirst: Check = (definition, { sent }) => {
  const undone = sent.filter((command) => command.direction === 'undo').map((command) => command.context.step);
  const order = undone.map((name) => names(definition).indexOf(name));
  must(
    order.every((n, at) => at === 0 || n <= (order[at - 1] ?? n)),
    'G4: compensation goes newest first.',
    undone,
  );
};

const effectiveOnce: Check = (_, { times }) =>
  must(
    [...times.values()].every((n) => n === 1),
    'G4, X6: each do and each undo takes effect at most once.',
    [...times],
  );

const neverRevived: Check = (_, { states, atRest }) => {
  must(states.at(-1) === atRest, 'G5: a late answer changes nothing once it has ended.', states.at(-1));
  for (const [n, state] of states.entries())
    state.steps.forEach((step, m) => {
      const before = states[n - 1]?.steps[m]?.status;
      if (before === 'compensating' || before === 'compensated')
        must(
          !['running', 'completed'].includes(step.status),
          'G5: a step on its way back is never revived.',
          step,
        );
    });
};

const ownEventsOnly: Check = (_, { inputs }) =>
  must(
    inputs.every((input) => input.type !== 'event' || input.event.metadata.saga_id === 'saga-1'),
    'G7: an event of another saga moves nothing.',
  );

const timersCount: Check = (definition, { states, inputs }) => {
  for (const [n, input] of inputs.entries()) {
    const before = states[n];
    const after = states[n + 1];
    if (!before?.current || !after) continue;
    if (input.type === 'due') must(input.at >= before.current.due_at, 'G8: only a due timer counts.', input);
    if (input.type !== 'lost' || after.current?.phase !== 'pausing') continue;
    const { retry } = [...definition.steps, ...definition.whenFailed][before.current.step] ?? {};
    const { attempts = 0 } = after.steps[before.current.step] ?? {};
    if (retry)
      must(
        after.current.due_at - input.at === backoffMs(retry, attempts, input.random),
        'G8: delays keep to base…cap.',
      );
  }
};

const replays: Check = (definition, { states, inputs }, _, engine) => {
  const first = begin(definition, 'saga-1', eventOf(definition.startedBy), 0);
  const again = inputs.reduce((state, input) => engine.react(engine.definition, state, input), first);
  must(JSON.stringify(again) === JSON.stringify(states.at(-1)), 'G9: replaying the inputs decides the same.');
};

const onlyForward: Check = (definition, { states }) => {
  const past = states.findIndex((state) => pivotDone(definition, state));
  if (past < 0) return;
  for (const state of states.slice(past))
    must(state.current?.direction !== 'undo', 'G10: past the pivot there is only forward.', state.current);
};

/** @throws what does not hold, in words */
export const checkGuarantees: Check = (definition, history, plan, engine) => {
  for (const check of [
    ends,
    busyIsNoFailure,
    allOrNothing,
    newestFirst,
    effectiveOnce,
    neverRevived,
    ownEventsOnly,
    timersCount,
    replays,
    onlyForward,
  ])
    check(definition, history, plan, engine);
};
