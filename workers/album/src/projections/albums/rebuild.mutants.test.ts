// Are the properties worth anything? Each of these is broken in one place, and is caught by what it breaks.
import { migrationsOf } from '#shared/mediahub/testing/migrations';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generationsOf, writtenBy } from '#shared/engine/projection/generations';
import type { Projection } from '#shared/engine/projection/projection';
import type { RebuildSteps } from '#shared/engine/ports/rebuild';
import { logs } from '#shared/mediahub/testing/logs';
import { REAL, type RebuildDependencies } from '#shared/engine/testing/rebuilding';
import { liveIsRebuilt, survivesAnyOrder } from '#shared/engine/testing/rebuildable';
import { albumsProjection } from './project.ts';

const model = { scripts: migrationsOf('album'), projection: albumsProjection };

const update = async (db: D1Database, sql: string) => void (await db.batch([db.prepare(sql)]));

/** The same database, with another SQL in one place. */
const saying = (db: D1Database, real: string, other: string) =>
  ({
    prepare: (sql: string) => db.prepare(sql.replaceAll(real, other)),
    batch: (statements: D1PreparedStatement[]) => db.batch(statements),
  }) as D1Database;

const guardedBy = (guard: string): RebuildDependencies => ({
  ...REAL,
  deliver: (db, ...rest) =>
    REAL.deliver(saying(db, 'CASE WHEN position = ?1 AND', `CASE WHEN ${guard} AND`), ...rest),
});

const projecting = (project: (real: Projection['project'], db: D1Database) => Projection['project']) => ({
  ...model,
  projection: (db: D1Database): Projection => {
    const real = albumsProjection(db);
    return { ...real, project: project(real.project, db) };
  },
});

/** The real steps, but for one that is given. */
const stepsWith = (
  broken: (db: D1Database, real: RebuildSteps) => Partial<RebuildSteps>,
): RebuildDependencies => ({
  ...REAL,
  steps: (db, projection) => {
    const real = REAL.steps(db, projection);
    return { ...real, ...broken(db, real) };
  },
});

const MUTANTS: Record<string, RebuildDependencies> = {
  'P2: rows that commit before the guard has spoken': {
    ...REAL,
    deliver: async (db, projection, delivery) => {
      const written = writtenBy(await generationsOf(db, projection.name));
      const rows = delivery.events.flatMap((event) => written.flatMap((to) => projection.project(event, to)));
      if (rows.length > 0) await db.batch(rows).catch(() => undefined);
      return REAL.deliver(db, { ...projection, project: () => [] }, delivery);
    },
  },
  'P5: a guard that lets a delivery pass that begins too far ahead': guardedBy('position <= ?1'),
  'P5: a guard that lets a delivery pass that begins too early': guardedBy('position >= ?1'),
  'P4: a delivery that reaches only what is shown': {
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
  'P4: a retry of a parked event that reaches only what is shown': {
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
  'P4: a filling that knows nothing of parked events': stepsWith((db, real) => ({
    fill: async (...args) => {
      await update(db, 'DELETE FROM skipped_events');
      return real.fill(...args);
    },
  })),
  'P4: a green that follows before it has caught up': stepsWith((db, real) => ({
    fill: async (...args) => {
      await real.fill(...args);
      await update(db, 'UPDATE projection_state SET following = 1 WHERE green_generation IS NOT NULL');
      return real.fill(...args);
    },
  })),
  'P4: a cutover that does not ask whether green has caught up': stepsWith((db, real) => ({
    cutOver: async (generation) => {
      await update(db, 'UPDATE projection_state SET following = 1 WHERE green_generation IS NOT NULL');
      return real.cutOver(generation);
    },
  })),
  'P4: a filling without a guard, which a late call repeats': stepsWith((db, real) => ({
    fill: async (generation, page) => {
      const { green_position, following } = await generationsOf(db, 'album');
      if (following === 0 && page.from < green_position)
        await update(db, `UPDATE projection_state SET green_position = ${page.from}`);
      return real.fill(generation, page);
    },
  })),
  'P4: an abandoning that shows what there is': stepsWith((db, real) => ({
    abandon: async () => {
      await update(
        db,
        'UPDATE projection_state SET active_generation = COALESCE(green_generation, active_generation)',
      );
      return real.abandon();
    },
  })),
  'P4: a sweeping that does not look what is shown': stepsWith((db, real) => ({
    sweep: async () => {
      await update(db, 'DELETE FROM albums');
      return real.sweep();
    },
  })),
};

/** The property is broken, and by the assertion that is named so. */
async function caught<Case>(name: string, property: fc.IAsyncProperty<Case>): Promise<void> {
  const { errorInstance } = await fc.check(property, { seed: 1, numRuns: 1000, endOnFailure: true });
  expect(String(errorInstance)).toContain(name.slice(0, 2));
}

describe('it is caught:', () => {
  it.each(Object.entries(MUTANTS))('%s', (name, parts) => caught(name, survivesAnyOrder(logs, model, parts)));

  it.each([
    [
      'P1: a projection that looks at the clock',
      projecting((real) => (event, to) => real({ ...event, created_at: String(performance.now()) }, to)),
    ],
    [
      'P1: a projection that looks into another generation',
      projecting(
        (_, db) =>
          albumsProjection(saying(db, 'gone_media WHERE generation = ?1', 'gone_media WHERE generation = 1'))
            .project,
      ),
    ],
  ])('%s', (name, broken) => caught(name, liveIsRebuilt(logs, broken)));
});
