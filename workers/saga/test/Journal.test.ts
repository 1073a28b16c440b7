// A saga is replayed from what was delivered to it, however long ago: in the current version of every event (invariant S8).
import { expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { Journal } from '#shared/engine/saga/Journal';
import { beginning } from '#shared/engine/testing/saga/simulate';
import { durableSql } from '#shared/engine/testing/sqlite';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';
import fixture from '../../../shared/mediahub/events/fixtures/log-version-1.json' with { type: 'json' };
import { newestOf } from '../src/sagas/registry.ts';

const mediaUpload = newestOf('media_upload');

const written = fixture as unknown as LoggedEvent[];
const current = written.map((event) => CATALOGUE.upcast(event));

/** Kept as they came, the first one as what started the saga, and read again. */
function expectCurrent(upcast: typeof CATALOGUE.upcast): void {
  const rows = new Journal(durableSql().sql, { upcast });
  const state = beginning(mediaUpload);
  for (const [n, event] of written.entries())
    rows.record(n === 0 ? { type: 'started', event, at: n } : { type: 'event', event, at: n, random: 0 }, state);
  const read = [...rows.inputs()].flatMap((input) => ('event' in input ? input.event : []));
  expect(read, 'S8: in the current version').toEqual(current);
}

it('the journal of a saga gives back every event in the current version', () =>
  expectCurrent((event) => CATALOGUE.upcast(event)));

it('(or it is noticed)', () => {
  expect(() => expectCurrent((event) => event)).toThrow('S8');
});

it('writes a held input before the next one, includes it in its own reads, and loses it in a crash', () => {
  const { sql } = durableSql();
  const rows = new Journal(sql, CATALOGUE);
  const [first, second] = [1, 2].map((revision) => ({ ...beginning(mediaUpload), revision }));
  if (!first || !second) throw new Error('two states');
  const input = (at: number) => ({ type: 'due' as const, at, random: 0 });
  const ats = (journal: Journal) => [...journal.inputs()].map((one) => one.at);
  rows.record(input(0), first);
  rows.hold(input(1), second);
  expect([ats(new Journal(sql, CATALOGUE)), new Journal(sql, CATALOGUE).state()]).toEqual([[0], first]);
  rows.record(input(2), first);
  expect(ats(new Journal(sql, CATALOGUE))).toEqual([0, 1, 2]);
  rows.hold(input(3), second);
  expect([ats(rows), new Journal(sql, CATALOGUE).state()]).toEqual([[0, 1, 2, 3], second]);
});

it('takes two events with one id from two streams for two', () => {
  const rows = new Journal(durableSql().sql, CATALOGUE);
  const [event] = current;
  if (!event) throw new Error('the fixture has events');
  const other = { ...event, aggregate_id: 'media-other' };
  rows.record({ type: 'event', event, at: 0, random: 0 }, beginning(mediaUpload));
  expect([rows.has(event), rows.has(other)]).toEqual([true, false]);
  rows.record({ type: 'event', event: other, at: 1, random: 0 }, beginning(mediaUpload));
  expect([rows.has(event), rows.has(other)]).toEqual([true, true]);
});

it('opens a journal from when an id alone was the key, and knows what it had taken', () => {
  const { sql } = durableSql(
    `CREATE TABLE schema_version (version INTEGER NOT NULL);
     INSERT INTO schema_version VALUES (1);
     CREATE TABLE inputs (seq INTEGER PRIMARY KEY, event_id TEXT UNIQUE, input TEXT NOT NULL);
     CREATE TABLE instance (id INTEGER PRIMARY KEY CHECK (id = 1), state TEXT NOT NULL,
       shown_revision INTEGER NOT NULL DEFAULT 0);`,
  );
  for (const event of written)
    sql.exec(
      'INSERT INTO inputs (event_id, input) VALUES (?, ?)',
      event.id,
      JSON.stringify({ type: 'event', event, at: 0, random: 0 }),
    );
  sql.exec(
    'INSERT INTO inputs (event_id, input) VALUES (NULL, ?)',
    JSON.stringify({ type: 'due', at: 1, random: 0 }),
  );
  const rows = new Journal(sql, CATALOGUE);
  expect(written.map((event) => rows.has(event))).toEqual(written.map(() => true));
  expect([...rows.inputs()]).toHaveLength(written.length + 1);
});
