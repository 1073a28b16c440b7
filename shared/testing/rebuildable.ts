// What every read model promises about rebuilding it (P1, P4), as properties that its own test file runs.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/events/envelope';
import { patience, trials } from './property.ts';
import { folded, Rebuilding, REAL, rowsOf, type Model, type Parts } from './rebuilding.ts';
import { stories } from './stories.ts';

const moves = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('deliver' as const), count: fc.integer({ min: 1, max: 4 }), parks: fc.nat(5) }),
    fc.record({ do: fc.constant('fill' as const), count: fc.integer({ min: 0, max: 9 }), late: fc.nat(2) }),
    fc.record({ do: fc.constantFrom('begin', 'retry', 'cutOver', 'abandon', 'sweep', 'compare') }),
  ),
  { minLength: 5, maxLength: 30 },
);

const positions = (events: LoggedEvent[]) => events.map(({ position }) => position).sort((a, b) => a - b);

/** Whatever happens in whatever order, readers see what took effect, all of it, once; and so does green when it is shown. */
export const whateverHappens = (model: Model, parts: Parts = REAL) =>
  fc.asyncProperty(stories(25), moves, async (log, plan) => {
    const world = new Rebuilding(model, log, parts);
    for (const move of plan) {
      if (!('count' in move)) await world[move.do]();
      else if ('late' in move) await world.fill(move.count, move.late);
      else await world.deliver(move.count, move.parks === 0 ? [0] : []);
      expect(positions(world.blue), 'P4: what is shown has seen every delivery').toEqual(positions(world.due()));
      expect(await world.shown(), 'P4: readers see one complete generation').toEqual(await folded(model, world.blue));
    }
    await world.deliver(log.length);
    await world.begin();
    for (let n = 0; n < 100 && (await world.at()).following === 0; n++) await world.fill(7);
    expect(await world.cutOver(), 'P4: green is there in the end').toBe(true);
    await world.sweep();
    expect(await world.shown(), 'P4: nothing lost, nothing doubled').toEqual(await folded(model, world.blue));
    const { active_generation } = await world.at();
    for (let old = 0; old < active_generation; old++)
      expect((await rowsOf(world.db, world.projection, old)).flat(), 'nothing is left behind').toEqual([]);
  });

/** The tests of a read model whose projection is this. */
export function rebuildable(model: Model): void {
  it('is the same live and rebuilt from zero, row by row, at every position', { timeout: patience(60_000) }, async () => {
    await fc.assert(
      fc.asyncProperty(stories(20), fc.integer({ min: 1, max: 7 }), async (log, count) => {
        const world = new Rebuilding(model, log);
        for (let position = 1; position <= log.length; position++) {
          await world.deliver(1);
          const live = await world.shown();
          expect(await world.rebuild(count)).toMatchObject({ differing: 0, first: null, rows: live.flat().length });
          expect(await world.shown()).toEqual(live);
          expect(live).toEqual(await folded(model, log.slice(0, position)));
        }
      }),
      trials(25),
    );
  });

  it('shows one complete generation whatever is delivered, parked, retried, filled, shown or given up in between', {
    timeout: patience(60_000),
  }, async () => {
    await fc.assert(whateverHappens(model), trials(150));
  });
}
