import { expect, it } from 'vitest';
import type { FaultPlan } from '#shared/engine/faults/plan';
import { planOf, rowOf } from './rows.ts';

it('a plan that goes through the editor untouched comes out as it went in', () => {
  const plan: FaultPlan = {
    seed: 3,
    faults: [
      { at: 'saga', kind: 'error' },
      { at: 'deliver', kind: 'reorder', step: 'media', after: 0, times: 2, probability: 0.25, delay_ms: 40 },
    ],
  };
  expect(planOf('3', plan.faults.map(rowOf))).toEqual(plan);
});
