import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { ringLateAlarms } from './late-alarms.ts';

const NOW = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const ns = (ms: number): bigint => BigInt(ms) * 1_000_000n;

/** Objects with an alarm each, so many milliseconds from now, as workerd keeps them. */
function objects(ahead: Record<string, number>) {
  const state = mkdtempSync(join(tmpdir(), 'mediahub-alarms-'));
  onTestFinished(() => rmSync(state, { recursive: true, force: true }));
  const folder = join(state, 'v3', 'do', 'eventstore-EventStream');
  mkdirSync(folder, { recursive: true });
  const list = new DatabaseSync(join(folder, 'metadata.sqlite'));
  list.exec(
    'CREATE TABLE _cf_ALARM (actor_id TEXT PRIMARY KEY, scheduled_time INTEGER, actor_name TEXT) WITHOUT ROWID',
  );
  for (const [id, ms] of Object.entries(ahead)) {
    list.prepare('INSERT INTO _cf_ALARM VALUES (?, ?, ?)').run(id, ns(NOW + ms), 'name');
    const own = new DatabaseSync(join(folder, `${id}.sqlite`));
    own.exec('CREATE TABLE _cf_METADATA (key INTEGER PRIMARY KEY, value BLOB)');
    own.prepare('INSERT INTO _cf_METADATA VALUES (1, ?), (2, ?)').run(ns(NOW + ms), 7);
    own.close();
  }
  list.close();
  const timeIn = (file: string, sql: string): number => {
    const db = new DatabaseSync(join(folder, file), { readOnly: true });
    const asked = db.prepare(sql);
    asked.setReadBigInts(true);
    const { at } = asked.get() as { at: bigint };
    db.close();
    return Number(at / 1_000_000n) - NOW;
  };
  /** Of each, how long from now it rings by the list, and by the object. */
  const times = () =>
    Object.keys(ahead).map((id) => [
      timeIn('metadata.sqlite', `SELECT scheduled_time AS at FROM _cf_ALARM WHERE actor_id = '${id}'`),
      timeIn(`${id}.sqlite`, 'SELECT value AS at FROM _cf_METADATA WHERE key = 1'),
    ]);
  return { state, times };
}

const both = (...ms: number[]) => ms.map((one) => [one, one]);

it('an alarm that is further ahead than any object waits rings now, by the list and by its object', () => {
  const { state, times } = objects({ overdue: -HOUR, soon: 1_000, tomorrow: 24 * HOUR, year: 365 * 24 * HOUR });
  expect(ringLateAlarms(state, NOW)).toBe(1);
  expect(times()).toEqual(both(-HOUR, 1_000, 24 * HOUR, 0));
  expect(ringLateAlarms(state, NOW)).toBe(0);
});

it('if the clock has gone back since the folder was used, all that are ahead ring now', () => {
  const { state, times } = objects({ overdue: -HOUR, soon: 1_000, later: HOUR });
  const used = (ms: number) =>
    writeFileSync(
      join(state, 'last-start.json'),
      JSON.stringify({ id: 'x', at: new Date(NOW + ms).toISOString() }),
    );
  used(-HOUR);
  expect(ringLateAlarms(state, NOW)).toBe(0);
  used(2 * HOUR);
  expect(ringLateAlarms(state, NOW)).toBe(2);
  expect(times()).toEqual(both(-HOUR, 0, 0));
});

it('a folder without objects, or with other tables, is left as it is', () => {
  const { state } = objects({});
  new DatabaseSync(join(state, 'v3', 'do', 'eventstore-EventStream', 'metadata.sqlite')).exec(
    'DROP TABLE _cf_ALARM',
  );
  expect(ringLateAlarms(state, NOW)).toBe(0);
  expect(ringLateAlarms(join(state, 'nowhere'), NOW)).toBe(0);
});
