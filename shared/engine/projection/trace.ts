// Which event made a row: its events are applied one by one to a scratch generation, and the row is looked at after each.
// All in one batch that also deletes the scratch rows, so no reader ever sees them.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { Difference, Row } from '#shared/engine/ports/rebuild';
import type { Projection } from './projection.ts';
import { others, rowAt, withoutGeneration } from './rows.ts';

/** Real generations begin with 1. */
const SCRATCH = 0;

/**
 * The position of the last of these events that changed what blue and green differ in; null when none did, so that no
 * event has made the row.
 */
export async function trace(
  db: D1Database,
  { name, tables, project }: Projection,
  { table: named, key, blue, green }: Difference,
  events: LoggedEvent[],
): Promise<number | null> {
  const table = tables.find((one) => one.name === named);
  if (!table || events.length === 0) return null;
  const { results } = await db
    .prepare('SELECT position FROM skipped_events WHERE name = ?1')
    .bind(name)
    .all<{ position: number }>();
  const skipped = new Set(results.map((row) => row.position));
  const applied = events.filter(({ position }) => !skipped.has(position));
  const looks: number[] = [];
  const statements = applied.flatMap((event) => [...project(event, SCRATCH), rowAt(db, table, SCRATCH, key)]);
  let n = 0;
  for (const event of applied) looks.push((n += project(event, SCRATCH).length + 1) - 1);
  const cleaned = tables.map((one) => db.prepare(`DELETE FROM ${one.name} WHERE ${others(one, '1')[0]}`));
  const answers = await db.batch<Row>([...statements, ...cleaned]);

  const columns = Object.keys({ ...blue, ...green }).filter((column) => blue?.[column] !== green?.[column]);
  const seen = looks.map((at) => {
    const [row] = (answers[at]?.results ?? []).map(withoutGeneration);
    return JSON.stringify(row ? columns.map((column) => row[column]) : null);
  });
  const last = seen.findLastIndex((value, at) => value !== (seen[at - 1] ?? 'null'));
  return applied[last]?.position ?? null;
}
