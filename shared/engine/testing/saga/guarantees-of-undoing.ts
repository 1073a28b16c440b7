// G3, G4 and G6: what is undone, in which order, how often, and that no compensation is lost behind one that fails.
import { declaredSteps, must, pivotDone, waived, type Check } from './judging.ts';

export const nothingLeft: Check = (definition, history) => {
  const { atRest, effects } = history;
  if (atRest.status !== 'failed' && (atRest.status !== 'cancelled' || pivotDone(definition, atRest))) return;
  const skipped = waived(definition, history);
  const left = definition.steps.filter(
    ({ name, kind }) => kind !== 'retriable' && effects.has(name) && !skipped.has(name),
  );
  must(left.length === 0, 'G3, G4: every effect is undone, also one whose outcome was never learned.', left);
};

export const compensated: Check = (definition, history) => {
  const { atRest } = history;
  if (atRest.ended_at === null) return;
  const skipped = waived(definition, history);
  must(
    atRest.steps.every(
      ({ name, status }) =>
        ['completed', 'failed', 'compensated', 'skipped'].includes(status) || skipped.has(name),
    ),
    'G4: no step is left half-done at the end.',
    atRest.steps,
  );
};

export const newestFirst: Check = (definition, { sent }) => {
  const names = declaredSteps(definition).map((step) => step.name);
  const undone = sent.filter(({ direction }) => direction === 'undo').map(({ context }) => context.step);
  const order = undone.map((name) => names.indexOf(name));
  must(
    order.every((n, at) => at === 0 || n <= (order[at - 1] ?? n)),
    'G4: compensation goes newest first.',
    undone,
  );
};

export const effectiveOnce: Check = (_, { times }) =>
  must(
    [...times.values()].every((n) => n === 1),
    'G4, X6: each do and each undo takes effect at most once.',
    [...times],
  );

/** A failing compensation stops the saga there; resumed, it goes on from there, and all compensations behind it are run. */
export const nothingDropped: Check = (definition, history) => {
  const { states, inputs, atRest } = history;
  const skipped = waived(definition, history);
  for (const [n, before] of states.entries()) {
    const after = states[n + 1];
    if (
      before.current?.direction === 'undo' &&
      after &&
      after.steps[before.current.step]?.status !== 'compensated'
    )
      must(
        (after.current ?? after.parked)?.step === before.current.step,
        'G6: a compensation that fails is tried again or parked, and nothing passes it.',
        after,
      );
    if (before.parked && inputs[n]?.type === 'resume')
      must(
        after?.current?.step === before.parked.step && after.current.direction === before.parked.direction,
        'G6: it is resumed at the same place.',
        after,
      );
    if (before.parked?.direction !== 'undo') continue;
    const behind = before.steps
      .slice(0, before.parked.step)
      .filter(({ name, status }) => status === 'completed' && !skipped.has(name));
    for (const { name } of behind)
      if (definition.steps.some((step) => step.name === name && step.compensation))
        must(
          atRest.steps.some((step) => step.name === name && step.status === 'compensated'),
          'G6: the steps behind a failing compensation are undone, too.',
          name,
        );
  }
};
