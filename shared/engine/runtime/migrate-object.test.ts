import { expect, it } from 'vitest';
import { JOURNAL_SCHEMA, WHOLE_JOURNAL } from '../saga/Journal.ts';
import { NEW_STREAM, SET_ASIDE_TABLE, SNAPSHOT_TABLES, STREAM_SCHEMA } from '../eventstore/stream/schema.ts';
import { durableSql } from '../testing/sqlite.ts';
import { isBegun, migrate } from './migrate-object.ts';

const COLUMNS = `SELECT t.name AS "table", c.* FROM sqlite_master t, pragma_table_xinfo(t.name) c
  WHERE t.type = 'table' ORDER BY t.name, c.cid`;
const INDEXES = `SELECT t.name AS "table", i.name AS "index", i."unique", i.partial, c.seqno, c.name
  FROM sqlite_master t, pragma_index_list(t.name) i, pragma_index_info(i.name) c WHERE t.type = 'table' ORDER BY 1, 2, 5`;
const shapeOf = (sql: SqlStorage) => [COLUMNS, INDEXES].map((query) => sql.exec(query).toArray());
const versionOf = (sql: SqlStorage) => sql.exec('SELECT MAX(version) AS version FROM schema_version').one();

it.each([
  ['stream', STREAM_SCHEMA, NEW_STREAM, [SNAPSHOT_TABLES, SET_ASIDE_TABLE]],
  ['saga', JOURNAL_SCHEMA, WHOLE_JOURNAL, []],
])('a new %s has the tables of one that has run all scripts', (_, scripts, whole, later) => {
  const [old, fresh] = [durableSql().sql, durableSql().sql];
  migrate(old, scripts);
  migrate(fresh, scripts, whole);
  expect(versionOf(fresh)).toEqual(versionOf(old));
  // What is made when it is needed.
  for (const script of later) fresh.exec(script);
  expect(shapeOf(fresh)).toEqual(shapeOf(old));
});

it('makes an object once, and brings an older one up to date', () => {
  const { sql } = durableSql();
  const first = 'CREATE TABLE things (id INTEGER PRIMARY KEY)';
  expect(isBegun(sql)).toBe(false);
  migrate(sql, [first], `${first};`);
  expect(isBegun(sql)).toBe(true);
  const scripts = [first, 'ALTER TABLE things ADD COLUMN name TEXT'];
  migrate(sql, scripts, 'CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT);');
  migrate(sql, scripts, 'CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT);');
  sql.exec("INSERT INTO things (id, name) VALUES (1, 'a')");
  expect(versionOf(sql)).toEqual({ version: 2 });
  expect(() => migrate(sql, [first], `${first};`)).toThrow('a newer version has written it');
});
