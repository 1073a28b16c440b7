// The real event store, Durable Objects and D1 inside workerd, in generated scenarios: every fault may strike anywhere, every
// object may die at any time, and only the alarms help (invariants S1-S6, P2, P3, P5, X1-X3). The scenarios that have found a
// bug, and those by which a faulty object is caught, come first.
import fc from 'fast-check';
import { it } from 'vitest';
import { timeoutFor, fcParameters } from '#shared/engine/testing/property';
import { env } from './env.ts';
import { live } from './scenario/live.ts';
import { FOUND, MUTANTS } from './scenario/mutants.ts';
import { scenario, type Step } from './scenario/plan.ts';

const KNOWN = [...FOUND, ...Object.values(MUTANTS).map(({ scenario }) => scenario)].map((known): [Step[]] => [
  known,
]);

it(
  'every event is stored once, logged once and takes effect once, in order, through faults and deaths',
  () =>
    fc.assert(
      fc.asyncProperty(scenario, (steps) => live(steps)),
      { ...fcParameters<[Step[]]>(KNOWN.length + 10, env.TRIALS), examples: KNOWN },
    ),
  timeoutFor(120_000, env.TRIALS),
);
