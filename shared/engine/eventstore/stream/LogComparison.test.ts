// That a stream has diverged is known to people as long as the stream refuses: where writing it down failed, it is done later.
import { beforeEach, expect, it, vi } from 'vitest';
import { LOG_SCHEMA } from '../../event/schemas.ts';
import { ANY_EVENTS } from '../../testing/any-events.ts';
import { event } from '../../testing/eventstore/event.ts';
import { kvOver } from '../../testing/eventstore/restore-plan.ts';
import { eventAt } from '../../testing/log-of.ts';
import { d1, durableSql } from '../../testing/sqlite.ts';
import { insert } from '../log/store.ts';
import { append } from './append.ts';
import { StreamRows } from './rows.ts';
import { STREAM_SCHEMA } from './schema.ts';
import { LogComparison } from './LogComparison.ts';

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));

const ID = 'thing-1';
let log: D1Database;
let failing: string | null;
let together: LogComparison;

beforeEach(async () => {
  log = d1(LOG_SCHEMA);
  failing = null;
  await log.batch([insert(log, [eventAt(1)], () => 'user-a', null)]);
  const { sql, transactionSync } = durableSql(...STREAM_SCHEMA);
  const rows = new StreamRows(sql, ANY_EVENTS);
  const request = { aggregate_id: ID, aggregate_type: 'Thing', expected_version: 'any' as const };
  append(rows, { ...request, events: [event('another', 'c')] }, '2026-01-01T00:00:00.000Z');
  const flaky = {
    prepare: (sql: string) => {
      if (failing !== null && sql.includes(failing)) throw new Error('the log is away');
      return log.prepare(sql);
    },
  };
  together = new LogComparison(flaky as D1Database, { kv: kvOver(new Map()), transactionSync }, rows);
});

const noted = async () => (await log.prepare('SELECT aggregate_id FROM diverged_streams').all()).results;
const reconcile = (keep?: 'log') => together.reconcile(ID, true, keep);

it('where the first try to write it down failed', async () => {
  failing = 'INSERT INTO diverged_streams';
  await expect(reconcile()).rejects.toThrow('away');
  expect([together.refusal()?.code, await noted()]).toEqual(['stream_diverged', []]);
  failing = null;
  await reconcile();
  await reconcile();
  expect(await noted()).toEqual([{ aggregate_id: ID }]);
});

it('and goes on only once nobody is told so any more', async () => {
  await reconcile();
  failing = 'DELETE FROM diverged_streams';
  await expect(reconcile('log')).rejects.toThrow('away');
  expect([together.refusal()?.code, await noted()]).toEqual(['stream_diverged', [{ aggregate_id: ID }]]);
  failing = null;
  await reconcile();
  expect([together.refusal(), await noted()]).toEqual([null, []]);
});
