// The rules that every declared saga must keep: a new saga that breaks one fails here at once.
import { describe, expect, it } from 'vitest';
import { registryOf } from '#shared/engine/saga/registry';
import { SAGAS } from './registry.ts';

const { startedBy } = registryOf(SAGAS);

describe.each(SAGAS.map((saga) => [`${saga.name} v${saga.version}`, saga] as const))('%s', (_, saga) => {
  const { steps, whenFailed } = saga;
  const all = [...steps, ...whenFailed];

  it('has steps with names of their own', () => {
    expect(new Set(all.map((step) => step.name)).size).toBe(all.length);
  });

  it('has at most one pivot: before it steps are compensable, behind it retriable', () => {
    const order = steps.map((step) => ['compensable', 'pivot', 'retriable'].indexOf(step.kind));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order.filter((kind) => kind === 1).length).toBeLessThanOrEqual(1);
    expect(whenFailed.every((step) => step.kind === 'retriable')).toBe(true);
  });

  it('asks for every step but those that its starting event has done', () => {
    const first = steps.findIndex((step) => step.ask);
    expect(first).toBeGreaterThanOrEqual(0);
    expect([...steps.slice(first), ...whenFailed].every((step) => step.ask)).toBe(true);
  });

  it('tells doing and undoing apart by their events, and undoes together only with an earlier step', () => {
    for (const [n, { ask, compensation }] of steps.entries()) {
      if (!compensation) continue;
      if ('with' in compensation) expect(steps.slice(0, n).map((step) => step.name)).toContain(compensation.with);
      else expect(compensation.completedBy).not.toBe(ask?.completedBy);
    }
  });

  it('has the newest version of its name started', () => {
    const [newest] = SAGAS.filter(({ name }) => name === saga.name).toSorted((a, b) => b.version - a.version);
    expect(startedBy(saga.startedBy)).toContain(newest);
  });
});
