// Every page of the log is read through an index in the order of the answer: no scan, no sort, however long the log is.
// With any filters, a page holds what a filter over every event finds.
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTypes } from '#shared/engine/eventstore/log/read-types';
import { pageOf, type LogFilter } from '#shared/engine/eventstore/log/store';
import { fcParameters } from '#shared/engine/testing/property';
import { migrationsOf } from '#shared/mediahub/testing/migrations';

const STREAMS = ['media-1', 'media-2', 'album-1'];
const USERS = ['user-a', 'user-b'];
const TYPES = ['MediaUploaded', 'MediaRenamed', 'AlbumCreated'];
const EVENTS = 200;

const instant = (position: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, position)).toISOString();

const db = new DatabaseSync(':memory:');
for (const script of migrationsOf('eventstore')) db.exec(script);
const versions = new Map<string, number>();
const log = Array.from({ length: EVENTS }, (_, n) => {
  const position = n + 1;
  const aggregate_id = STREAMS[(n * 7 + (n % 5)) % STREAMS.length] ?? '';
  const version = (versions.get(aggregate_id) ?? 0) + 1;
  versions.set(aggregate_id, version);
  const [user_id = '', event_type = ''] = [USERS[n % 3 === 0 ? 1 : 0], TYPES[((n * 5) % 7) % TYPES.length]];
  const event = {
    position,
    aggregate_id,
    version,
    user_id,
    event_type,
    correlation_id: `c-${n % 9}`,
    created_at: instant(position),
  };
  db.prepare(
    `INSERT INTO events (position, id, aggregate_id, aggregate_type, event_type, version, schema_version, data, metadata, user_id, created_at)
     VALUES (?, ?, ?, 'Media', ?, ?, 1, '{}', ?, ?, ?)`,
  ).run(
    position,
    `id-${n}`,
    aggregate_id,
    event_type,
    version,
    JSON.stringify({ correlation_id: event.correlation_id }),
    user_id,
    event.created_at,
  );
  return event;
});

const asWritten = { upcast: <Event>(event: Event) => event };
/** As much of D1 as a page asks of it. */
const statement = (sql: string, values: (string | number)[] = []) => {
  const all = async () => ({ results: db.prepare(sql).all(...values) });
  return { all, bind: (...bound: (string | number)[]) => statement(sql, bound) };
};
const database = {
  prepare: (sql: string) => statement(sql),
  batch: (statements: ReturnType<typeof statement>[]) => Promise.all(statements.map((one) => one.all())),
} as unknown as D1Database;

const some = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const anyFilter = fc.record({
  after: fc.option(fc.nat(EVENTS + 5), { nil: undefined }),
  before: fc.option(fc.nat(EVENTS + 5), { nil: undefined }),
  limit: fc.integer({ min: 1, max: 20 }),
  order: some<'asc' | 'desc'>('asc', 'desc'),
  user_id: some(...USERS),
  event_type: some(...TYPES),
  aggregate_id: some(...STREAMS, 'media-unknown'),
  correlation_id: some('c-1', 'c-8'),
  since: some(instant(50)),
});

const wanted = (filter: LogFilter): number[] => {
  const found = log.filter(
    (e) =>
      (filter.after === undefined || e.position > filter.after) &&
      (filter.before === undefined || e.position < filter.before) &&
      (['user_id', 'event_type', 'aggregate_id', 'correlation_id'] as const).every(
        (key) => filter[key] === undefined || e[key] === filter[key],
      ) &&
      (filter.since === undefined || e.created_at >= filter.since),
  );
  const positions = found.map(({ position }) => position);
  return (filter.order === 'desc' ? positions.toReversed() : positions).slice(0, filter.limit);
};

describe('a page of the log', () => {
  it('holds what a look at every event finds', () =>
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const { sql, values } = pageOf(filter);
        expect(
          db
            .prepare(sql)
            .all(...values)
            .map(({ position }) => position),
        ).toEqual(wanted(filter));
      }),
      fcParameters(2_000),
    ));

  it('of any number of types holds what a look at every event finds', () =>
    fc.assert(
      fc.asyncProperty(anyFilter, fc.subarray(TYPES), async ({ event_type: _, ...filter }, types) => {
        const many = [...types, ...Array.from({ length: 40 }, (_, n) => `Other${n}`)];
        const found = await readTypes(asWritten, database, many, filter);
        const among = { ...filter, limit: EVENTS };
        const all = types.flatMap((event_type) => wanted({ ...among, event_type }));
        const turn = filter.order === 'desc' ? -1 : 1;
        expect(found.map(({ position }) => position)).toEqual(
          all.toSorted((a, b) => turn * (a - b)).slice(0, filter.limit),
        );
      }),
      fcParameters(150),
    ));

  it('is read through an index in the order of the answer', () =>
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const { sql, values } = pageOf(filter);
        const plan = db
          .prepare(`EXPLAIN QUERY PLAN ${sql}`)
          .all(...values)
          .map(({ detail }) => String(detail));
        const bounded = filter.after !== undefined || filter.before !== undefined;
        const filtered = [filter.user_id, filter.event_type, filter.aggregate_id, filter.correlation_id].some(
          (value) => value !== undefined,
        );
        expect(plan.join('\n')).not.toContain('TEMP B-TREE');
        if (filtered || bounded) expect(plan.join('\n')).not.toContain('SCAN events');
      }),
      fcParameters(2_000),
    ));
});
