// That a stream has diverged is known to people as long as the stream refuses: where writing it down failed, it is done later.
import { beforeEach, expect, it, vi } from 'vitest';
import { LOG_SCHEMA } from '../../event/schemas.ts';
import { ANY_EVENTS } from '../../testing/any-events.ts';
import { PAGE } from '../../command/stream-page.ts';
import { event } from '../../testing/eventstore/event.ts';
import { kvOver } from '../../testing/eventstore/restore-plan.ts';
import { eventAt } from '../../testing/log-of.ts';
import { d1, durableSql } from '../../testing/sqlite.ts';
import { insert } from '../log/store.ts';
import { append } from './append.ts';
import { StreamRows } from './rows.ts';
import { NEW_STREAM } from './schema.ts';
import { LogComparison } from './LogComparison.ts';

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));

const ID = 'thing-1';
let log: D1Database;
let failing: string | null;
let together: LogComparison;
let rows: StreamRows;
/** The same object in its next life. */
let nextLife: () => LogComparison;

beforeEach(async () => {
  log = d1(LOG_SCHEMA);
  failing = null;
  await log.batch([insert(log, [eventAt(1)], () => 'user-a', null)]);
  const { sql, transactionSync } = durableSql(NEW_STREAM);
  rows = new StreamRows(sql, ANY_EVENTS);
  write('another');
  const flaky = {
    prepare: (sql: string) => {
      if (failing !== null && sql.includes(failing)) throw new Error('the log is away');
      return log.prepare(sql);
    },
  };
  const kv = kvOver(new Map());
  nextLife = () => new LogComparison(flaky as D1Database, { kv, transactionSync }, rows);
  together = nextLife();
});

const write = (id: string) =>
  append(
    rows,
    { aggregate_id: ID, aggregate_type: 'Thing', expected_version: 'any', events: [event(id, 'c')] },
    '2026-01-01T00:00:00.000Z',
  );
const ids = () => rows.after(0, PAGE).items.map(({ id }) => id);

const noted = async () => (await log.prepare('SELECT aggregate_id FROM diverged_streams').all()).results;
const reconcile = (keep?: 'log' | 'both') => together.reconcile(ID, true, keep);

it('where the first try to write it down failed', async () => {
  failing = 'INSERT INTO diverged_streams';
  await expect(reconcile()).rejects.toThrow('away');
  expect([together.refusal()?.code, await noted()]).toEqual(['stream_diverged', []]);
  failing = null;
  await reconcile();
  await reconcile();
  expect(await noted()).toEqual([{ aggregate_id: ID }]);
});

it('and takes appends again only when it is no longer listed as diverged', async () => {
  await reconcile();
  failing = 'DELETE FROM diverged_streams';
  await expect(reconcile('log')).rejects.toThrow('away');
  expect([together.refusal()?.code, await noted()]).toEqual(['stream_diverged', [{ aggregate_id: ID }]]);
  failing = null;
  await reconcile();
  expect([together.refusal(), await noted()]).toEqual([null, []]);
});

/** A restore of the log, after which it has another event where the stream has its second one. */
const divergeAgain = (n: number, own: string) => {
  write(own);
  const { id, position } = eventAt(n - 1);
  return log.batch([insert(log, [eventAt(n)], () => 'user-a', { id, position })]);
};

it('and what was given up in one decision does not come back with the next one', async () => {
  await reconcile();
  await reconcile('log');
  expect(ids()).toEqual([eventAt(1).id]);
  await divergeAgain(2, 'mine');
  expect((await reconcile()).outcome).toBe('diverged');
  expect(await reconcile('both')).toMatchObject({ decided: true });
  expect(ids()).toEqual([eventAt(1).id, eventAt(2).id, 'mine']);
});

it('and a death in the middle of keeping both loses neither', async () => {
  await reconcile();
  failing = 'SELECT';
  await expect(reconcile('both')).rejects.toThrow('away');
  failing = 'version > ?2';
  await expect(reconcile('both')).rejects.toThrow('away');
  failing = null;
  await nextLife().confirm(ID);
  expect(ids()).toEqual([eventAt(1).id, 'another']);
});

it('and of several decisions at once only one counts', async () => {
  await reconcile();
  const said = await Promise.all([reconcile('both'), reconcile('log'), reconcile('both')]);
  expect(said.filter(({ decided }) => decided)).toHaveLength(1);
  expect(ids()).toEqual([eventAt(1).id, 'another']);
});
