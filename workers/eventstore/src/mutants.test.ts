// Do the properties see anything? The event store, broken in one place at a time, each a mistake that people make: the
// suite must find every one of them.
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { checkpointOf } from '#shared/projection/deliver';
import type { Projection } from '#shared/projection/projection';
import type { Delivery } from '#shared/ports/eventstore';
import { live } from '../test/world/invariants.ts';
import { FOUND } from '../test/world/found.ts';
import { REAL, type Parts } from '../test/world/parts.ts';
import { plan } from '../test/world/plan.ts';
import { World } from '../test/world/World.ts';

beforeAll(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));

type AppendRule = Parts['decideAppend'];
const append = (decideAppend: AppendRule): Partial<Parts> => ({ decideAppend });
const around = (change: (real: Parameters<Parts['surroundings']>[0]) => object): Partial<Parts> => ({
  surroundings: (real) => ({ ...real, ...change(real) }),
});

/** Takes the checkpoint along, but not as one transaction with the rows. */
const twoBatches: Parts['deliver'] = async (db, projection, { from, to, events }) => {
  const at = await checkpointOf(db, projection.name);
  if (at !== from || from === to) return { checkpoint: at };
  for (const event of events) await db.batch(projection.project(event, 1));
  await db.batch([move(db, projection, to)]);
  return { checkpoint: to };
};
const move = (db: D1Database, { name }: Projection, to: number) =>
  db.prepare('UPDATE checkpoint SET position = ?1 WHERE name = ?2').bind(to, name);

/** A guard that matches no row aborts nothing: the other statements commit. */
const whereGuard: Parts['deliver'] = async (db, projection, { from, to, events }) => {
  const guard = db
    .prepare('UPDATE checkpoint SET position = ?2 WHERE name = ?3 AND position = ?1')
    .bind(from, to, projection.name);
  await db.batch([guard, ...events.flatMap((event) => projection.project(event, 1))]);
  return { checkpoint: await checkpointOf(db, projection.name) };
};

const MUTANTS: Record<string, Partial<Parts>> = {
  'S1: a version is left out': append((request, version, known) => {
    const decision = REAL.decideAppend(request, version, known);
    return 'write' in decision && version > 1 ? { ...decision, firstVersion: version + 2 } : decision;
  }),
  'S2: the expected version is not looked at': append((request, version, known) =>
    REAL.decideAppend({ ...request, expected_version: 'any' }, version, known),
  ),
  'S2: an expected version that is too high will do': append((request, version, known) => {
    const { expected_version: e } = request;
    const lenient = typeof e === 'number' && e > version ? 'any' : e;
    return REAL.decideAppend({ ...request, expected_version: lenient }, version, known);
  }),
  'S2: the loser is told the version that it expected': append((request, version, known) => {
    const decision = REAL.decideAppend(request, version, known);
    return 'refuse' in decision && decision.refuse.code === 'version_conflict'
      ? { refuse: { ...decision.refuse, actual: Number(request.expected_version) } }
      : decision;
  }),
  'S3: a batch is not one transaction': { atomic: false },
  'S4: ids are not looked up': append((request, version) => REAL.decideAppend(request, version, [])),
  'S4: the same id is enough, whatever the payload': append((request, version, known) =>
    REAL.decideAppend(request, version, known.map((k) => {
      const same = request.events.find((e) => e.id === k.id);
      return { ...k, data: JSON.stringify(same?.data) };
    })),
  ),
  'S4: of a batch that is known in part the rest is written': append((request, version, known) => {
    const events = request.events.filter((e) => known.every((k) => k.id !== e.id));
    return REAL.decideAppend(events.length > 0 ? { ...request, events } : request, version, events.length > 0 ? [] : known);
  }),
  'S4: a repeat is answered with where the stream is now': append((request, version, known) => {
    const decision = REAL.decideAppend(request, version, known);
    return 'duplicateUpTo' in decision ? { duplicateUpTo: version } : decision;
  }),
  'S5: positions are counted from the group, not from the head': {
    sequence: (head, last, group) => REAL.sequence(head > 5 ? head + 1 : head, last, group),
  },
  'S5: the head is remembered over a failure': {
    logStore: (db) => {
      const store = REAL.logStore(db);
      let head: Promise<number> | null = null;
      return { ...store, head: () => (head ??= store.head()) };
    },
  },
  'S6: what the log has already is logged once more': {
    logStore: (db) => {
      const store = REAL.logStore(db);
      return {
        ...store,
        lastVersions: (ids) => Promise.resolve(new Map(ids.map((id) => [id, 0]))),
        insert: async (rows) => {
          await db.prepare('DROP INDEX IF EXISTS events_by_stream').all();
          await db.prepare('DROP INDEX IF EXISTS events_id_unique').all();
          return store.insert(rows);
        },
      };
    },
  },
  'S6: publish without an outbox': {
    streamDies: (sql) => void sql.exec('UPDATE events SET position = 0 WHERE position IS NULL'),
  },
  'S6: published before the log has answered': {
    drainOutbox: (rows, publish) =>
      REAL.drainOutbox(rows, async (events) => {
        rows.published(events, events.map(() => 0));
        return publish(events);
      }),
  },
  'P2: a guard with WHERE': { deliver: whereGuard },
  'P2: rows and checkpoint in two batches': { deliver: twoBatches },
  'P2: parked events are applied without a guard of their own': {
    deliverParked: async (db, projection, event) => void (await db.batch(projection.project(event, 1))),
  },
  'P3: a failing event is skipped': around(() => ({ parked: { heads: () => new Map(), park: () => undefined } })),
  'P3: a parked event does not hold its partition': around((real) => ({
    parked: { heads: () => new Map(), park: real.parked.park.bind(real.parked) },
  })),
  'P3: parked events are replayed beside their partition': {
    replay: async (parked, position, apply) => {
      const found = parked.at(position);
      if (found) await apply(found.event);
      parked.remove(position);
      return { delivered: 1, failed: null };
    },
  },
  'P3: the checkpoint moves before the delivery': around((real) => ({
    deliver: async (delivery: Delivery) => {
      await real.tell({ ...delivery, events: [] });
      return real.tell(delivery);
    },
  })),
  'P3: a parked event is taken out before it is applied': {
    replay: async (parked, position, apply) => {
      const found = parked.at(position);
      parked.remove(position);
      if (found) await apply(found.event);
      return { delivered: 1, failed: null };
    },
  },
  'P5: a deliverer that does not say from where': {
    deliver: async (db, projection, delivery) => {
      const at = await checkpointOf(db, projection.name);
      return REAL.deliver(db, projection, { ...delivery, from: at });
    },
  },
  'X2: what the checkpoint has not passed can be repaired and is delivered again': { retryAfterCheckpoint: false },
  'X2: what waits behind a repaired event follows before the checkpoint has passed it': {
    replay: (parked, position, apply) => REAL.replay(parked, position, apply, () => Promise.resolve(true)),
  },
  'X1: the log is read with a hole': around((real) => ({
    read: async (after: number, limit: number) => (await real.read(after, limit)).filter((e) => e.position % 7 !== 3),
  })),
};

describe('the suite catches', () => {
  it.each(Object.entries(MUTANTS))('%s', async (_, parts) => {
    const property = fc.asyncProperty(plan, (steps) => live(new World(parts), steps));
    const { failed } = await fc.check(property, { seed: 1, numRuns: 3000, endOnFailure: true, examples: [...FOUND] });
    expect(failed).toBe(true);
  });
});

it('and lets the real one pass', async () => {
  const property = fc.asyncProperty(plan, (steps) => live(new World(), steps));
  expect((await fc.check(property, { seed: 1, numRuns: 200 })).failed).toBe(false);
});
