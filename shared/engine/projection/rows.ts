// SQL over one table of a read model, packed or not: pages of one generation in key order, and what to delete.
import type { Key, Row } from '#shared/engine/ports/rebuild';
import { packed, POSITION } from './packed.ts';
import type { ReadModelTable } from './projection.ts';

/** A page of the rows of `generation` (SQL) with a key after `after`. */
export function page(
  db: D1Database,
  { name, key, packed: full }: ReadModelTable,
  generation: string,
  after: Key | null,
  limit: number,
): D1PreparedStatement {
  if (full) {
    const first = packed(generation, String(Number(after?.[0] ?? 0)));
    const sql = `SELECT ${POSITION} AS ${key.join()}, ${full.columns.join(', ')} FROM ${name}
      WHERE rowid > ${first} AND rowid < ${packed(`${generation} + 1`, '0')} ORDER BY rowid LIMIT ?1`;
    return db.prepare(sql).bind(limit);
  }
  const beyond = after ? `AND (${key.join(', ')}) > (${key.map((_, n) => `?${n + 2}`).join(', ')})` : '';
  const sql = `SELECT * FROM ${name} WHERE generation = ${generation} ${beyond} ORDER BY ${key.join(', ')} LIMIT ?1`;
  return db.prepare(sql).bind(limit, ...(after ?? []));
}

/** The one row with this key, or none. */
export function rowAt(db: D1Database, { name, key, packed: full }: ReadModelTable, generation: number, at: Key) {
  if (full) {
    const sql = `SELECT ${POSITION} AS ${key.join()}, ${full.columns.join(', ')} FROM ${name} WHERE rowid = ${packed(String(generation), '?1')}`;
    return db.prepare(sql).bind(...at);
  }
  const where = key.map((column, n) => `${column} = ?${n + 2}`).join(' AND ');
  return db.prepare(`SELECT * FROM ${name} WHERE generation = ?1 AND ${where}`).bind(generation, ...at);
}

/** SQL conditions for the rows below and above a generation (SQL): an index finds either. */
export const others = ({ packed: full }: ReadModelTable, generation: string): [string, string] =>
  full
    ? [`rowid < ${packed(generation, '0')}`, `rowid >= ${packed(`${generation} + 1`, '0')}`]
    : [`generation < ${generation}`, `generation > ${generation}`];

/** A row without its generation, and its key. */
export const withoutGeneration = ({ generation: _, ...row }: Row): Row => row;
export const keyOf = ({ key }: ReadModelTable, row: Row): Key => key.map((column) => row[column] ?? '');

/** Key order. */
export function inOrder(a: Key, b: Key): number {
  for (let n = 0; n < a.length; n++) {
    const [x = '', y = ''] = [a[n], b[n]];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
