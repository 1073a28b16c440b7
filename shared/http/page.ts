// A page of a list whose body is a plain array: the next page is in `Link: <…>; rel="next"` (RFC 8288).
import type { Context } from 'hono';
import { encodeCursor } from './cursor.ts';

/**
 * Cuts `rows` (read with `limit + 1`) to the page and sets `Link` when there is more.
 * @param key the sort key of a row: what its cursor holds
 */
export function page<Row>(
  c: Context,
  rows: readonly Row[],
  limit: number,
  key: (row: Row) => readonly (string | number)[],
): readonly Row[] {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  if (rows.length > limit && last !== undefined) linkNext(c, key(last));
  return shown;
}

/** Says where the list goes on. */
export function linkNext(c: Context, place: readonly (string | number)[]): void {
  const next = new URL(c.req.url);
  next.searchParams.set('cursor', encodeCursor(place));
  c.header('link', `<${next.pathname}${next.search}>; rel="next"`);
}
