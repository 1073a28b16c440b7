// What can happen to stores that are put back, as data; and the tables that go back together.
import fc from 'fast-check';
import type { Projection } from '../../projection/projection.ts';

const STORES = ['log', 'stream 0', 'stream 1', 'model'] as const;
export type Store = (typeof STORES)[number];

export type Step =
  | { do: 'append'; stream: number; size: number }
  /** `publish_with_hole`: as a version did that passed the first event of an outbox, and took it for published. */
  | { do: 'publish' | 'publish_with_hole'; stream: number }
  /** `save`: the log writes down where it is. `log_dies`: it alone, with what it has not written down. */
  | { do: 'deliver' | 'backup' | 'die' | 'save' | 'log_dies' }
  /** The read model starts over, and is shown once it has caught up. */
  | { do: 'start_over' | 'show_anew' }
  | { do: 'restore'; store: Store; nth: number };

const stream = fc.nat(1);
export const restorePlan: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant('append' as const), stream, size: fc.integer({ min: 1, max: 3 }) }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('publish' as const), stream }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('publish_with_hole' as const), stream }) },
    {
      weight: 9,
      arbitrary: fc.record({
        do: fc.constantFrom(
          'deliver' as const,
          'backup' as const,
          'die' as const,
          'save' as const,
          'log_dies' as const,
          'start_over' as const,
          'show_anew' as const,
        ),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('restore' as const),
        store: fc.constantFrom(...STORES),
        nth: fc.nat(5),
      }),
    },
  ),
  { maxLength: 25, size: 'max' },
);

export const MODEL = `CREATE TABLE rows (generation INTEGER, aggregate_id TEXT, event_id TEXT, PRIMARY KEY (generation, aggregate_id, event_id));
  CREATE TABLE checkpoint (name TEXT PRIMARY KEY, position INTEGER NOT NULL, event_id TEXT);
  CREATE TABLE applied_parked (name TEXT, aggregate_id TEXT, event_id TEXT);
  CREATE TABLE skipped_events (name TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (name, position));
  CREATE TABLE projection_state (name TEXT PRIMARY KEY, active_generation INTEGER NOT NULL, newest_generation INTEGER NOT NULL,
    green_generation INTEGER, green_position INTEGER NOT NULL, following INTEGER NOT NULL);
  INSERT INTO projection_state VALUES ('model', 1, 1, NULL, 0, 0);
  INSERT INTO checkpoint (name, position) VALUES ('model', 0);`;

export const projectionOver = (db: D1Database): Projection => ({
  name: 'model',
  tables: [{ name: 'rows', key: ['aggregate_id', 'event_id'] }],
  project: ({ aggregate_id, id }, generation) => [
    db.prepare('INSERT INTO rows VALUES (?1, ?2, ?3)').bind(generation, aggregate_id, id),
  ],
});

const TABLES: Record<string, string[]> = {
  log: ['events', 'log_epochs', 'diverged_streams', 'events_set_aside'],
  model: ['rows', 'checkpoint', 'skipped_events', 'projection_state'],
};

type Row = Record<string, string | number | null>;
export type Dump = Map<string, Row[]>;

async function dumpInto(dump: Dump, store: string, db: D1Database): Promise<void> {
  for (const table of TABLES[store] ?? [])
    dump.set(`${store}.${table}`, (await db.prepare(`SELECT * FROM ${table}`).all<Row>()).results);
}

/** All that can be put back. */
export async function dumpOf(
  log: D1Database,
  model: D1Database,
  streams: readonly { sql: SqlStorage }[],
): Promise<Dump> {
  const dump: Dump = new Map();
  await dumpInto(dump, 'log', log);
  await dumpInto(dump, 'model', model);
  for (const [n, { sql }] of streams.entries())
    dump.set(`stream ${n}`, sql.exec<Row>('SELECT * FROM events').toArray());
  return dump;
}

export function putStreamBack(dump: Dump, store: string, sql: SqlStorage): void {
  sql.exec('DELETE FROM events');
  for (const row of dump.get(store) ?? []) {
    const values = Object.values(row);
    sql.exec(`INSERT INTO events VALUES (${values.map(() => '?').join(', ')})`, ...values);
  }
}

export async function putBack(dump: Dump, store: string, db: D1Database): Promise<void> {
  for (const table of TABLES[store] ?? []) {
    await db.prepare(`DELETE FROM ${table}`).all();
    for (const row of dump.get(`${store}.${table}`) ?? []) {
      const values = Object.values(row);
      const marks = values.map((_, n) => `?${n + 1}`).join(', ');
      const insert = db.prepare(`INSERT INTO ${table} VALUES (${marks})`);
      await insert.bind(...values).all();
    }
  }
}

/** A Durable Object's key-value storage, in memory. */
export const kvOver = (map: Map<string, unknown>): SyncKvStorage =>
  ({
    get: (key: string) => map.get(key),
    put: (key: string, value: unknown) => void map.set(key, value),
    delete: (key: string) => map.delete(key),
  }) as unknown as SyncKvStorage;
