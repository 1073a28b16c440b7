// The engine's tables as its own SQL has them, and as MediaHub's migrations have made them over time: the same.
import { expect, it } from 'vitest';
import { LOG_SCHEMA, READ_MODEL_SCHEMA, SAGA_SCHEMA } from '#shared/engine/event/schemas';
import { d1 } from '#shared/engine/testing/sqlite';
import { migrationsOf } from './testing/migrations.ts';

type Column = { name: string; type: string; notnull: number; pk: number };

/** Of each of these tables its columns, and its indexes as they were declared. */
async function shapeOf(scripts: readonly string[], tables?: readonly string[]) {
  const db = d1(...scripts);
  const rows = await db
    .prepare('SELECT type, tbl_name, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name')
    .all<{ type: string; tbl_name: string; name: string; sql: string }>();
  const ours = rows.results.filter(({ tbl_name }) => tables?.includes(tbl_name) ?? true);
  const columnsOf = async (table: string) => {
    const { results } = await db
      .prepare(`SELECT name, type, "notnull", pk FROM pragma_table_info('${table}')`)
      .all<Column>();
    return results.map((column) => ({ ...column, type: column.type.toLowerCase() }));
  };
  return Promise.all(
    ours.map(async ({ type, name, sql }) => [
      name,
      type === 'table' ? await columnsOf(name) : sql.replaceAll(/[`"\s]/g, ''),
    ]),
  );
}
const tablesOf = (script: string) => Array.from(script.matchAll(/CREATE TABLE (\w+)/g), ([, name]) => name ?? '');

it.each([
  ['the log', 'eventstore', LOG_SCHEMA],
  ['the monitor of sagas', 'saga', SAGA_SCHEMA],
  ['the read model of albums', 'album', READ_MODEL_SCHEMA],
  ['the read model of media', 'media', READ_MODEL_SCHEMA],
  ['the inbox', 'notification', READ_MODEL_SCHEMA],
])('%s has the tables that the engine expects', async (_, database, script) => {
  const tables = tablesOf(script);
  expect(tables.length).toBeGreaterThan(0);
  expect(await shapeOf(migrationsOf(database), tables)).toEqual(await shapeOf([script]));
});
