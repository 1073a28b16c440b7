// Is the property worth anything? Each of these rebuilds is broken in one place, and each is caught.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { generationsOf } from '#shared/projection/generations';
import type { RebuildSteps } from '#shared/ports/rebuild';
import { migrationsOf, REAL, type Parts } from '#shared/testing/rebuilding';
import { whateverHappens } from '#shared/testing/rebuildable';
import { albumsProjection } from './project.ts';

const model = { scripts: migrationsOf('album'), projection: albumsProjection };

const update = async (db: D1Database, sql: string) => void (await db.batch([db.prepare(sql)]));

/** The real steps, but for one that is given. */
const stepsWith = (broken: (db: D1Database, real: RebuildSteps) => Partial<RebuildSteps>): Parts => ({
  ...REAL,
  steps: (db, projection) => {
    const real = REAL.steps(db, projection);
    return { ...real, ...broken(db, real) };
  },
});

const MUTANTS: Record<string, Parts> = {
  'a delivery that reaches only what is shown': {
    ...REAL,
    deliver: async (db, projection, delivery) => {
      const { active_generation } = await generationsOf(db, projection.name);
      const { project } = projection;
      return REAL.deliver(
        db,
        { ...projection, project: (event, to) => (to === active_generation ? project(event, to) : []) },
        delivery,
      );
    },
  },
  'a retry of a parked event that reaches only what is shown': {
    ...REAL,
    deliverParked: async (db, projection, event) => {
      const { active_generation } = await generationsOf(db, projection.name);
      const { project } = projection;
      return REAL.deliverParked(
        db,
        { ...projection, project: (one, to) => (to === active_generation ? project(one, to) : []) },
        event,
      );
    },
  },
  'a filling that knows nothing of parked events': stepsWith((db, real) => ({
    fill: async (...args) => {
      await update(db, 'DELETE FROM skipped_events');
      return real.fill(...args);
    },
  })),
  'a green that follows before it has caught up': stepsWith((db, real) => ({
    fill: async (...args) => {
      await real.fill(...args);
      await update(db, 'UPDATE projection_state SET following = 1 WHERE green_generation IS NOT NULL');
      return real.fill(...args);
    },
  })),
  'a cutover that does not ask whether green has caught up': stepsWith((db, real) => ({
    cutOver: async (generation) => {
      await update(db, 'UPDATE projection_state SET following = 1 WHERE green_generation IS NOT NULL');
      return real.cutOver(generation);
    },
  })),
  'a filling without a guard, which a late call repeats': stepsWith((db, real) => ({
    fill: async (generation, page) => {
      const { green_position, following } = await generationsOf(db, 'album');
      if (following === 0 && page.from < green_position)
        await update(db, `UPDATE projection_state SET green_position = ${page.from}`);
      return real.fill(generation, page);
    },
  })),
  'an abandoning that shows what there is': stepsWith((db, real) => ({
    abandon: async () => {
      await update(db, 'UPDATE projection_state SET active_generation = COALESCE(green_generation, active_generation)');
      return real.abandon();
    },
  })),
  'a sweeping that does not look what is shown': stepsWith((db, real) => ({
    sweep: async () => {
      await update(db, 'DELETE FROM albums');
      return real.sweep();
    },
  })),
};

it.each(Object.entries(MUTANTS))('%s is caught', { timeout: 60_000 }, async (_, parts) => {
  const { failed } = await fc.check(whateverHappens(model, parts), { seed: 1, numRuns: 300, endOnFailure: true });
  expect(failed).toBe(true);
});
