// The guarantees G1 to G10 of sagas as checks over one history. Each throws a sentence about what does not hold, which
// begins with the guarantee's name; timers and compensations have a file of their own.
import { commandId } from '../../saga/pending-command.ts';
import { compensated, effectiveOnce, newestFirst, nothingDropped, nothingLeft } from './guarantees-of-undoing.ts';
import { backsOff, busyHasAnEnd, onlyDueTimers } from './guarantees-of-timers.ts';
import { declaredSteps, must, pivotDone, waived, type Check } from './judging.ts';

const begunOnce: Check = (_, { states }) =>
  must(
    states.every(({ revision }, n) => revision === n + 1),
    'G1: one starting event begins one instance, and every input takes it one revision further.',
    states.map(({ revision }) => revision),
  );

const ends: Check = (_, { atRest }) =>
  must(atRest.ended_at !== null, 'G2: once faults heal, every saga ends.', atRest);

const withinBudget: Check = (definition, { states }) => {
  const budgets = declaredSteps(definition).map(({ retry }) => retry.attempts + (retry.silences ?? 0));
  for (const { steps } of states)
    for (const [n, { name, attempts }] of steps.entries())
      must(attempts >= 0 && attempts <= (budgets[n] ?? 0), 'G2: no step is tried more often than declared.', {
        name,
        attempts,
      });
};

/** From the inputs alone: `no_answer` takes as many replies `failed` as the step has attempts, and a step without `failedBy`. */
const silenceUndoesNothing: Check = (definition, { states, inputs }) => {
  const n = states.findIndex(({ failure }) => failure !== null);
  const { failure } = states[n] ?? {};
  const step = definition.steps.find(({ name, retry }) => name === failure?.step && retry.silences !== undefined);
  if (!step || failure?.code !== 'no_answer') return;
  const words = inputs
    .slice(0, n)
    .filter(
      (input) =>
        input.type === 'replied' &&
        input.reply.status === 'failed' &&
        input.command_id.endsWith(`:${step.name}:do`),
    );
  must(words.length >= step.retry.attempts && !step.failedBy, 'G3, R9: silence is no word: it undoes nothing.', {
    failure,
    words,
  });
};

const busyIsNoFailure: Check = (_, { atRest, calm, states }) => {
  const parked = states.find((state) => state.parked !== null);
  if (calm) must(parked === undefined, 'G2: a busy participant and a wrong clock park nothing.', parked?.parked);
  if (calm) must(atRest.status === 'completed', 'G2: a busy participant makes nothing fail.', atRest.steps);
};

const allEffectsHold: Check = (definition, history) => {
  const { atRest, effects, sent } = history;
  if (atRest.status !== 'completed') return;
  const skipped = waived(definition, history);
  must(
    definition.steps.every(({ name }) => effects.has(name) || skipped.has(name)),
    'G3: completed means that all effects hold.',
    [...effects],
  );
  must(!sent.some(({ direction }) => direction === 'undo'), 'G3: completed means that nothing was undone.', sent);
};

const neverRevived: Check = (_, { states, atRest }) => {
  if (atRest.ended_at !== null)
    must(states.at(-1) === atRest, 'G5: nothing moves a saga that has ended.', states.at(-1));
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

const answersOfItsOwn: Check = (_, { states, inputs }) => {
  for (const [n, input] of inputs.entries()) {
    if (input.type !== 'replied' && input.type !== 'lost') continue;
    const before = states[n];
    must(
      before?.current?.phase === 'asking' && commandId(before, before.current) === input.command_id,
      'G5: an answer moves only what is being asked right now.',
      input,
    );
  }
};

const ownEventsOnly: Check = (_, { states, inputs }) =>
  must(
    inputs.every((input) => input.type !== 'event' || input.event.metadata.saga_id === states[0]?.id),
    'G7: an event of another saga moves nothing.',
  );

/** Replays every single decision, not only the last: a journal that differs is caught at the first input where it does. */
const replays: Check = (_, { states, inputs }, engine) => {
  let [again] = states;
  for (const [n, input] of inputs.entries()) {
    again = again && engine.react(engine.definition, again, input);
    must(
      JSON.stringify(again) === JSON.stringify(states[n + 1]),
      'G9: replaying an input decides the same.',
      input,
    );
  }
};

const onlyForward: Check = (definition, { states }) => {
  const past = states.findIndex((state) => pivotDone(definition, state));
  if (past < 0) return;
  for (const state of states.slice(past))
    must(state.current?.direction !== 'undo', 'G10: past the pivot there is only forward.', state.current);
};

/** The checks of each guarantee; some belong to two. */
export const GUARANTEES = {
  G1: [begunOnce],
  G2: [ends, withinBudget, busyIsNoFailure, busyHasAnEnd],
  G3: [allEffectsHold, nothingLeft, silenceUndoesNothing],
  G4: [compensated, newestFirst, effectiveOnce, nothingLeft],
  G5: [neverRevived, answersOfItsOwn],
  G6: [nothingDropped],
  G7: [ownEventsOnly],
  G8: [onlyDueTimers, backsOff],
  G9: [replays],
  G10: [onlyForward],
} satisfies Record<string, Check[]>;
export type Guarantee = keyof typeof GUARANTEES;

/** All of them. @throws what does not hold, in words */
export const everyGuarantee: Check = (...judged) => {
  for (const check of new Set(Object.values(GUARANTEES).flat())) check(...judged);
};
