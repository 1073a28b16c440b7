// A page of the log of several types at once.
import type { LoggedEvent } from '../../event/envelope.ts';
import { pageOf, readWhere, type LogFilter, type Upcasting } from './store.ts';

/**
 * Events of any of these types, by position: of each type a page of positions, read by its own index, so that a rare type beside
 * common ones costs no scan; then the events that come first, so that no more are held than the page has.
 */
export async function readTypes(
  catalogue: Upcasting,
  db: D1Database,
  types: readonly string[],
  filter: Omit<LogFilter, 'event_type' | 'bytes'>,
): Promise<LoggedEvent[]> {
  const statements = types.map((event_type) => {
    const { sql, values } = pageOf({ ...filter, event_type }, 'position');
    return db.prepare(sql).bind(...values);
  });
  const found = statements.length > 0 ? await db.batch<{ position: number }>(statements) : [];
  const turn = filter.order === 'desc' ? -1 : 1;
  const positions = found.flatMap(({ results }) => results.map(({ position }) => position));
  const page = positions.toSorted((a, b) => turn * (a - b)).slice(0, filter.limit);
  const among = 'position IN (SELECT value FROM json_each(?1))';
  const events = await readWhere(catalogue, db, among, [JSON.stringify(page)], filter.limit);
  return turn === 1 ? events : events.toReversed();
}
