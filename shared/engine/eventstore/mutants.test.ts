// Do the properties see anything? The suite must find every mutant by the property that the mutant is named after: the
// failure's message begins with its label.
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FOUND, TELLING } from '../testing/eventstore/regressions.ts';
import { live } from '../testing/eventstore/invariants.ts';
import { MUTANTS } from '../testing/eventstore/mutants.ts';
import { plan } from '../testing/eventstore/plan.ts';
import { Simulation } from '../testing/eventstore/Simulation.ts';

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));

/** The properties that a failure or a mutant is about: the labels before its colon. */
const labels = (text: string): string[] => text.slice(0, Math.max(0, text.indexOf(':'))).split(', ');

describe('the suite catches', () => {
  it.each(Object.entries(MUTANTS))('%s', async (name, parts) => {
    const [label = ''] = labels(name);
    const property = fc.asyncProperty(plan, async (steps) => {
      try {
        await live(new Simulation(parts), steps);
      } catch (error) {
        // The failure of another property proves nothing about this one: the next plan is tried.
        if (error instanceof Error && labels(error.message).includes(label)) throw error;
      }
    });
    const { failed } = await fc.check(property, {
      seed: 1,
      numRuns: 3000,
      endOnFailure: true,
      examples: [...FOUND, ...TELLING],
    });
    expect(failed, `${label} does not see it`).toBe(true);
  });
});

it('and lets the real one pass', async () => {
  const property = fc.asyncProperty(plan, (steps) => live(new Simulation(), steps));
  expect((await fc.check(property, { seed: 1, numRuns: 200 })).failed).toBe(false);
});
