// After a cutover or an abort: the rows that no reader sees go in bounded pages, so that no delivery waits long for them.
import { activeGeneration } from './generations.ts';
import type { Projection } from './projection.ts';
import { others } from './rows.ts';

const ROWS = 500;

/** Deletes up to ROWS rows of every table that are not of the generation shown, unless one is being built. */
export async function sweep(db: D1Database, { name, tables }: Projection): Promise<boolean> {
  const idle = `(SELECT green_generation IS NULL FROM projection_state WHERE name = '${name}')`;
  const stale = tables.flatMap((table) =>
    others(table, activeGeneration(name)).map((where) => ({ table: table.name, where })),
  );
  const answers = await db.batch<{ more: number }>([
    ...stale.map(({ table, where }) =>
      db.prepare(
        `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ${where} LIMIT ${ROWS}) AND ${idle}`,
      ),
    ),
    ...stale.map(({ table, where }) =>
      db.prepare(`SELECT EXISTS (SELECT 1 FROM ${table} WHERE ${where}) AND ${idle} AS more`),
    ),
  ]);
  return answers.slice(stale.length).some(({ results }) => results[0]?.more === 1);
}
