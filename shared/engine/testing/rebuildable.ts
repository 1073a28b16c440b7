// What every read model promises about rebuilding it (P1, P2, P4, P5), as properties that its own test file runs.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { timeoutFor, fcParameters } from './property.ts';
import { folded, Rebuilding, REAL, rowsOf, type Model, type RebuildDependencies } from './rebuilding.ts';

/** Generates logs of at most so many events: anything that may happen in a system. */
export type Logs = (maxLength: number) => fc.Arbitrary<LoggedEvent[]>;

const some = fc.integer({ min: 1, max: 4 });
/** A rebuild is begun and a parked event tried again more often than the rest, so that they meet. */
const STEPS = ['begin', 'begin', 'retry', 'retry', 'restart', 'cutOver', 'abandon', 'sweep', 'compare'] as const;
const moves = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('deliver' as const),
        count: some,
        parks: fc.nat(3),
        again: fc.boolean(),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('fill' as const),
        count: fc.integer({ min: 0, max: 9 }),
        late: fc.nat(2),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('resend' as const),
        count: some,
        shift: fc.integer({ min: -4, max: 2 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('race' as const), count: some, other: some }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom(...STEPS) }) },
  ),
  { minLength: 5, maxLength: 30 },
);
type Move = typeof moves extends fc.Arbitrary<(infer M)[]> ? M : never;

async function make(simulation: Rebuilding, move: Move): Promise<void> {
  if ('parks' in move) await simulation.deliver(move.count, move.parks === 0 ? [0] : [], move.again);
  else if ('late' in move) await simulation.fill(move.count, move.late);
  else if ('shift' in move) await simulation.resend(move.shift, move.count);
  else if ('other' in move) await simulation.race(move.count, move.other);
  else await simulation[move.do]();
}

const failureOf = (step: Promise<void>): Promise<string | null> => step.then(() => null, String);
const positions = (events: LoggedEvent[]) => events.map(({ position }) => position).sort((a, b) => a - b);

/** Of all deliveries one moves the checkpoint, and only from its present position; all are answered with that position (P5). */
async function checkpointHolds(simulation: Rebuilding, before: number): Promise<number> {
  const { checkpoint } = await simulation.at();
  expect(checkpoint, 'P5: checkpoints only grow').toBeGreaterThanOrEqual(before);
  expect(
    [checkpoint, ...simulation.answered],
    'P5: one processor advances it, and all learn its position',
  ).toEqual([checkpoint, ...simulation.answered].map(() => simulation.delivered));
  simulation.answered = [];
  return checkpoint;
}

/** In any order of steps, readers see everything that took effect, once; and so they do when green is shown. */
export const survivesAnyOrder = (logs: Logs, model: Model, parts: RebuildDependencies = REAL) =>
  fc.asyncProperty(logs(25), moves, async (log, plan) => {
    const simulation = new Rebuilding(model, log, parts);
    let [checkpoint, shown] = [0, await simulation.shown()];
    for (const move of plan) {
      expect(
        await failureOf(make(simulation, move)),
        'P4: every step can be taken, also twice or late',
      ).toBeNull();
      checkpoint = await checkpointHolds(simulation, checkpoint);
      const before = shown;
      shown = await simulation.shown();
      if ('shift' in move) expect(shown, 'P2: duplicates change nothing').toEqual(before);
      expect(positions(simulation.blue), 'P4: what is shown has seen every delivery').toEqual(
        positions(simulation.due()),
      );
      expect(shown, 'P2, P4: readers see one complete generation').toEqual(await folded(model, simulation.blue));
    }
    await simulation.deliver(log.length);
    await simulation.begin();
    for (let n = 0; n < 100 && (await simulation.at()).following === 0; n++) await simulation.fill(7);
    const { left_out } = await simulation.compare();
    expect(await simulation.cutOver(), 'P4: green is there in the end').toBe(true);
    await simulation.sweep();
    expect(await simulation.shown(), 'P4: nothing lost, nothing doubled').toEqual(
      await folded(model, simulation.blue),
    );
    const { active_generation } = await simulation.at();
    for (let old = 0; old < active_generation; old++)
      expect(
        (await rowsOf(simulation.db, simulation.projection, old)).flat(),
        'P4: nothing is left behind',
      ).toEqual([]);
    expect(left_out, 'R8: the certificate says what no generation has').toBe(simulation.parked.length);
  });

/** Delivered one by one, rebuilt in pages, folded in one go: the same rows at every position. */
export const liveIsRebuilt = (logs: Logs, model: Model) =>
  fc.asyncProperty(logs(20), fc.integer({ min: 1, max: 7 }), async (log, count) => {
    const simulation = new Rebuilding(model, log);
    for (let position = 1; position <= log.length; position++) {
      await simulation.deliver(1);
      const live = await simulation.shown();
      const certificate = { differing: 0, first: null, rows: live.flat().length };
      expect(await simulation.rebuild(count), 'P1: nothing differs').toMatchObject(certificate);
      expect(await simulation.shown(), 'P1: rebuilt is live').toEqual(live);
      expect(live, 'P1: live is the fold').toEqual(await folded(model, log.slice(0, position)));
    }
  });

/** The tests of a read model whose projection is this. */
export function rebuildable(logs: Logs, model: Model): void {
  it(
    'is the same live and rebuilt from zero, row by row, at every position',
    { timeout: timeoutFor(60_000) },
    async () => {
      await fc.assert(liveIsRebuilt(logs, model), fcParameters(25));
    },
  );

  it(
    'shows one complete generation through deliveries, duplicates, parking, retries, fills, cutovers and aborts',
    {
      timeout: timeoutFor(60_000),
    },
    async () => {
      await fc.assert(survivesAnyOrder(logs, model), fcParameters(60));
    },
  );
}
