// The event store under any plan of appends, repeats, faults, deaths and a wandering clock (invariants S1-S6, S9, P2, P3,
// P5, X1-X3, X6), with the real rules and SQL in one Node process. Each plan that found a bug is an example or a test here.
import fc from 'fast-check';
import { beforeEach, expect, it, vi } from 'vitest';
import { timeoutFor, fcParameters } from '#shared/engine/testing/property';
import { FOUND, LATE, LATE_BY_A_LIFE } from '../testing/eventstore/regressions.ts';
import { live } from '../testing/eventstore/invariants.ts';
import { plan, type Seam, type Step } from '../testing/eventstore/plan.ts';
import { Simulation } from '../testing/eventstore/Simulation.ts';

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));

it(
  'every committed event has one place in the log and one effect, despite faults and crashes',
  () =>
    fc.assert(
      fc.asyncProperty(plan, (steps) => live(new Simulation(), steps)),
      { ...fcParameters<[Step[]]>(150), examples: FOUND.map(([found]): [Step[]] => [found]) },
    ),
  timeoutFor(30_000),
);

const append = (stream: number): Step => ({
  do: 'append',
  stream,
  expected: 'any',
  size: 2,
  writers: 1,
  bad: false,
});
const erring = (at: Seam): Step => ({ do: 'fault', at, kind: 'error', times: 1e9, after: 0 });
/** A backoff ends after ten seconds at most: 360 rounds are an hour. */
const HOUR_OF_ERRORS: Step[] = [
  append(0),
  append(1),
  { do: 'deliver', rounds: 3 },
  append(2),
  ...(['head', 'recall', 'insert', 'positions', 'read', 'deliver', 'send'] as const).map(erring),
  ...[0, 1, 2].flatMap((stream): Step[] => [append(stream), { do: 'deliver', rounds: 120 }]),
];

it('a plan of nothing leaves everything in order', async () => {
  await live(new Simulation(), []);
  expect(await new Simulation().settle()).toBe(true);
});

const lived = async (steps: Step[]): Promise<Simulation> => {
  const simulation = new Simulation();
  for (const step of steps) await simulation.step(step);
  return simulation;
};
const appliedAndParked = async ({ subscriber }: Simulation) => [
  (await subscriber.readModel.applied()).map((row) => row.position),
  subscriber.positions(),
];

it('an event whose last delivery commits late, after it was given up, has its effect and is not parked', async () => {
  expect(await appliedAndParked(await lived(LATE))).toEqual([[1, 2], []]);
});

it('also where the subscription died before it could pass the event', async () => {
  expect(await appliedAndParked(await lived(LATE_BY_A_LIFE))).toEqual([[1, 2], []]);
});

it('an hour in which every database answers errors parks nothing, and heals by itself', async () => {
  const simulation = await lived(HOUR_OF_ERRORS.slice(0, 4));
  for (const step of HOUR_OF_ERRORS.slice(4)) {
    await simulation.step(step);
    expect(simulation.subscriber.positions()).toEqual([]);
  }
  expect(await simulation.settle()).toBe(true);
  expect((await simulation.subscriber.readModel.applied()).length).toBe((await simulation.logged()).length);
  expect((await simulation.logged()).length).toBe(simulation.committed().length);
  expect(simulation.subscriber.violations).toEqual([]);
});
