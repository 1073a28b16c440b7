// The event store, broken in one place at a time, each a mistake that people make. Its name begins with the property that
// must catch it.
import { checkpointOf } from '#shared/engine/projection/deliver';
import type { Projection } from '#shared/engine/projection/projection';
import type { Delivered, Delivery } from '#shared/engine/ports/consumer';
import { RULES, type Dependencies } from '../../eventstore/subscription/SubscriptionProcessor.ts';
import type { ParkingLot } from '../../eventstore/subscription/ParkingLot.ts';
import { retryParked } from '../../eventstore/subscription/retry-parked.ts';
import { PAGE } from '../../eventstore/subscription/schedule.ts';
import { REAL, type StoreDependencies } from './dependencies.ts';
import { RECOVERY_MUTANTS } from './mutants-of-recovery.ts';

type AppendRule = StoreDependencies['decideAppend'];
const append = (decideAppend: AppendRule): Partial<StoreDependencies> => ({ decideAppend });
const around = (change: (real: Dependencies) => Partial<Dependencies>): Partial<StoreDependencies> => ({
  dependencies: (real) => ({ ...real, ...change(real) }),
});
const lot = (
  change: (real: Dependencies['parked']) => Partial<Dependencies['parked']>,
): Partial<StoreDependencies> => around(({ parked }) => ({ parked: { ...parked, ...change(parked) } }));
const rules = (change: Partial<typeof RULES>): Partial<StoreDependencies> => ({ rules: { ...RULES, ...change } });

/** A retry that tries these, and what it should be. */
const retries = (
  which: (parked: ParkingLot, position: number) => number[],
  early = false,
): Partial<StoreDependencies> => ({
  retry: async (parked, position, _checkpoint, apply) => {
    for (const next of which(parked, position)) {
      const event = parked.at(next)?.event;
      if (early) parked.remove(next);
      try {
        if (event) await apply(event);
      } catch (error) {
        return { delivered: 0, failed: String(error) };
      }
      parked.remove(next);
    }
    return { delivered: 1, failed: null };
  },
});

/** Takes the checkpoint along, but not as one transaction with the rows. */
const twoBatches: StoreDependencies['deliver'] = async (db, projection, { from, to, events }) => {
  const at = await checkpointOf(db, projection.name);
  if (at !== from || from === to) return { checkpoint: at };
  for (const event of events) await db.batch(projection.project(event, 1));
  await db.batch([move(db, projection, to)]);
  return { checkpoint: to };
};
const move = (db: D1Database, { name }: Projection, to: number) =>
  db.prepare('UPDATE checkpoint SET position = ?1 WHERE name = ?2').bind(to, name);

/** A guard that matches no row aborts nothing: the other statements commit. */
const whereGuard: StoreDependencies['deliver'] = async (db, projection, { from, to, events }) => {
  const guard = db
    .prepare('UPDATE checkpoint SET position = ?2 WHERE name = ?3 AND position = ?1')
    .bind(from, to, projection.name);
  await db.batch([guard, ...events.flatMap((event) => projection.project(event, 1))]);
  return { checkpoint: await checkpointOf(db, projection.name) };
};

/** Where the guard compares otherwise, two deliverers can both move the checkpoint. */
const guard =
  (accepts: (at: number, from: number) => boolean): StoreDependencies['deliver'] =>
  async (db, projection, delivery) => {
    const at = await checkpointOf(db, projection.name);
    return REAL.deliver(db, projection, accepts(at, delivery.from) ? { ...delivery, from: at } : delivery);
  };

const silent = async (delivered: Promise<Delivered>): Promise<Delivered> => ({
  checkpoint: (await delivered).checkpoint,
});

export const MUTANTS: Record<string, Partial<StoreDependencies>> = {
  ...RECOVERY_MUTANTS,
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
  'S2: the loser gets the version that it expected': append((request, version, known) => {
    const decision = REAL.decideAppend(request, version, known);
    return 'refuse' in decision && decision.refuse.code === 'version_conflict'
      ? { refuse: { ...decision.refuse, actual: Number(request.expected_version) } }
      : decision;
  }),
  'S2: the loser gets a version that is out of date': append((request, version, known) => {
    const decision = REAL.decideAppend(request, version, known);
    return 'refuse' in decision && decision.refuse.code === 'version_conflict' && version > 1
      ? { refuse: { ...decision.refuse, actual: version - 1 } }
      : decision;
  }),
  'S3: a batch is not one transaction': { atomic: false },
  'S4: ids are not looked up': append((request, version) => REAL.decideAppend(request, version, [])),
  'S4: the same id is enough, with any payload': append((request, version, known) =>
    REAL.decideAppend(
      request,
      version,
      known.map((k) => {
        const same = request.events.find((e) => e.id === k.id);
        return { ...k, data: JSON.stringify(same?.data) };
      }),
    ),
  ),
  'S4: of a batch that is known in part the rest is written': append((request, version, known) => {
    const events = request.events.filter((e) => known.every((k) => k.id !== e.id));
    return REAL.decideAppend(
      events.length > 0 ? { ...request, events } : request,
      version,
      events.length > 0 ? [] : known,
    );
  }),
  'S4: a repeat is answered with where the stream is now': append((request, version, known) => {
    const decision = REAL.decideAppend(request, version, known);
    return 'duplicateUpTo' in decision ? { duplicateUpTo: version } : decision;
  }),
  'S5: positions are counted from the group, not from the head': {
    sequence: (head, last, group) => REAL.sequence(head > 5 ? head + 1 : head, last, group),
  },
  'S5: a place is given to what is not written': {
    sequence: (head, last, group) => {
      const { rows, ...rest } = REAL.sequence(head, last, group);
      return { ...rest, rows: rows.filter((row) => row.position % 5 !== 3) };
    },
  },
  'S6: what the log has already is logged once more': {
    logStore: (store, db) => ({
      ...store,
      lastVersions: (ids) => Promise.resolve(new Map(ids.map((id) => [id, 0]))),
      insert: async (rows, last) => {
        await db.prepare('DROP INDEX IF EXISTS events_by_stream').all();
        await db.prepare('DROP INDEX IF EXISTS events_id_unique').all();
        return store.insert(rows, last);
      },
    }),
  },
  'S6: publish without an outbox': {
    streamDies: (sql) => void sql.exec('UPDATE events SET position = 0 WHERE position IS NULL'),
  },
  'S6: published before the log has answered': {
    drainOutbox: (rows, publish) =>
      REAL.drainOutbox(rows, async (events) => {
        rows.published(
          events,
          events.map(() => 0),
        );
        return publish(events);
      }),
  },
  'S6: a reader acts on an event before it is logged': { seen: (_, committed) => committed },
  'S9: a retry waits for its moment, even if the clock has gone back': rules({
    isDue: ({ retry_at }, now) => now >= retry_at,
  }),
  'P2: a guard with WHERE': { deliver: whereGuard },
  'P2: rows and checkpoint in two batches': { deliver: twoBatches },
  'P2: parked events are applied without a guard of their own': {
    deliverParked: async (db, projection, event) => void (await db.batch(projection.project(event, 1))),
  },
  'P3: a failing event is skipped': lot(() => ({ park: () => undefined })),
  'P3: a parked event does not hold its partition': lot(() => ({ heads: () => new Map() })),
  'P3: parked without asking for the checkpoint of the consumer': around((real) => ({
    send: async (delivery) =>
      delivery.from === delivery.to ? { checkpoint: delivery.from } : real.send(delivery),
  })),
  'P3: the checkpoint moves before the delivery': around((real) => ({
    deliver: async (delivery: Delivery) => {
      await real.send({ ...delivery, events: [] });
      return real.send(delivery);
    },
  })),
  'P3: the log is read with a hole': around((real) => ({
    read: async (...place) => (await real.read(...place))?.filter((e) => e.position % 7 !== 3) ?? null,
  })),
  'P3: what a late delivery may have done is taken for done': lot((real) => ({
    tookEffect: (after, upTo) => real.tookEffect(after, upTo, []),
  })),
  'P5: a processor that does not say from where': { deliver: guard(() => true) },
  'P5: a processor that has fallen behind may move the checkpoint': { deliver: guard((at, from) => at >= from) },
  'P5: a processor that has run ahead may move the checkpoint': { deliver: guard((at, from) => at <= from) },
  'X1: the newest event is left for later': around((real) => ({
    read: async (...place) => (await real.read(...place))?.slice(0, -1) ?? null,
  })),
  'X1: the head is remembered over a failure': {
    logStore: (store) => {
      let end: ReturnType<typeof store.open> | null = null;
      return { ...store, open: (mark) => (end ??= store.open(mark)) };
    },
  },
  'X2: what the checkpoint has not passed can be repaired and is delivered again': {
    retry: (parked, position, _checkpoint, ...how) => retryParked(parked, position, ...how),
  },
  'X2: what waits behind a repaired event follows before the checkpoint has passed it': {
    retry: (parked, position, checkpoint, apply) =>
      REAL.retry(parked, position, checkpoint, apply, () => Promise.resolve(true)),
  },
  'X2: an event is parked once more': lot((real) => ({
    park: (partition, event, ...why) => {
      real.park(partition, event, ...why);
      real.park(partition, { ...event, position: event.position + 1e6 }, ...why);
    },
  })),
  'X2: parked events are replayed beside their partition': retries((_, position) => [position]),
  'X2: a retry takes all that is parked along': retries((parked) =>
    parked.list('list', 1e9, 1e3).map((row) => row.position),
  ),
  'X2: a parked event is taken out before it is applied': retries(
    (parked, position) => parked.upTo(parked.at(position)?.partition_key ?? '', position),
    true,
  ),
  'X3: an event that fails is never parked': rules({ maxAttempts: Infinity }),
  'X3: pages do not shrink': rules({ pageSize: () => PAGE }),
  'X3: all wait behind a parked event': rules({ partitionOf: () => 'all' }),
  'X3: one submission that the log refuses refuses its whole group': {
    logStore: (store) => {
      let alone = 0;
      return {
        ...store,
        insert: async (rows, last) => {
          if (alone-- > 0) throw new Error('goes with its group');
          alone = 0;
          try {
            return await store.insert(rows, last);
          } catch (error) {
            const streams = new Set(rows.map((row) => row.aggregate_id)).size;
            if (streams > 1) alone = streams;
            throw error;
          }
        },
      };
    },
  },
  'X6: what took effect late stays parked': around((real) => ({
    deliver: (delivery) => silent(real.deliver(delivery)),
    send: (delivery) => silent(real.send(delivery)),
  })),
};
