// The certificate of a rebuild: key ranges of both generations are read in pairs, each pair in one batch, so both are of
// one instant although deliveries go on. The first difference is kept as it was found.
import { toHex } from '#shared/engine/runtime/bytes';
import type { Compared, Difference, Row } from '#shared/engine/ports/rebuild';
import { activeGeneration } from './generations.ts';
import type { Projection, ReadModelTable } from './projection.ts';
import { inOrder, keyOf, page, withoutGeneration } from './rows.ts';

const PAGE = 500;
const LEFT_OUT = 'SELECT COUNT(*) AS n FROM skipped_events WHERE name = ?1';

/** Compares the next range and answers how far that is; `limit` rows of each generation at most. */
export async function compare(
  db: D1Database,
  { name, tables }: Projection,
  generation: number,
  from: Compared,
  limit = PAGE,
): Promise<Compared> {
  const table = tables[from.table];
  if (!table) return { ...from, done: true };
  const answers = await db.batch<Row>([
    page(db, table, activeGeneration(name), from.after, limit),
    page(db, table, String(generation), from.after, limit),
    db.prepare(LEFT_OUT).bind(name),
  ]);
  const [blue = [], green = []] = answers.slice(0, 2).map(({ results }) => results.map(withoutGeneration));
  // Where a page is full, what comes after its last key is not known yet.
  const ends = [blue, green].flatMap((rows) => {
    const last = rows.at(-1);
    return last && rows.length === limit ? [keyOf(table, last)] : [];
  });
  const end = ends.sort(inOrder)[0] ?? null;
  const within = (row: Row) => end === null || inOrder(keyOf(table, row), end) <= 0;
  const rows = green.filter(within);
  const differences = differing(table, blue.filter(within), rows);
  return {
    ...(end === null ? { table: from.table + 1, after: null } : { table: from.table, after: end }),
    rows: from.rows + rows.length,
    differing: from.differing + differences.length,
    digest: await chained(from.digest, table, rows),
    first: from.first ?? differences[0] ?? null,
    left_out: Number(answers[2]?.results[0]?.['n'] ?? 0),
    done: end === null && from.table + 1 === tables.length,
  };
}

function differing(table: ReadModelTable, blue: Row[], green: Row[]): Difference[] {
  const byKey = (rows: Row[]) => new Map(rows.map((row) => [JSON.stringify(keyOf(table, row)), row]));
  const [was, is] = [byKey(blue), byKey(green)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((key) => JSON.stringify(was.get(key)) !== JSON.stringify(is.get(key)))
    .map((key) => ({
      table: table.name,
      key: JSON.parse(key) as (string | number)[],
      blue: was.get(key) ?? null,
      green: is.get(key) ?? null,
    }))
    .sort((a, b) => inOrder(a.key, b.key));
}

async function chained(before: string, { name }: ReadModelTable, rows: Row[]): Promise<string> {
  const text = new TextEncoder().encode(
    `${before}\n${name}\n${rows.map((row) => JSON.stringify(row)).join('\n')}`,
  );
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return toHex(hash);
}
