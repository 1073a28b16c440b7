// All events that match a condition, however many, page by page: a fold holds one page at a time.
import type { LoggedEvent } from '../../event/envelope.ts';
import { readWhere, type Upcasting } from './store.ts';

/** A page holds at most 16 MB of events. */
const PAGE = 250;

/** @param condition without a bound of the position from below; its values are numbered from ?1 on */
export async function* pagesWhere(
  catalogue: Upcasting,
  db: D1Database,
  condition: string,
  values: readonly (string | number)[],
  limit = PAGE,
): AsyncGenerator<LoggedEvent[], void, void> {
  for (let after = 0; ;) {
    const behind = `${condition} AND position > ?${values.length + 1}`;
    const page = await readWhere(catalogue, db, behind, [...values, after], limit);
    if (page.length > 0) yield page;
    after = page.at(-1)?.position ?? after;
    if (page.length < limit) return;
  }
}
