// The lists of the services in pages, as their routes answer them.
import { decodeCursor } from '#shared/http/cursor';
import * as z from 'zod';

/** Rows of a page, ignoring the requested limit: so even short logs have several pages. */
const PAGE = 3;
export const SAGAS_A_PAGE = 5;
export const KEYS_A_PAGE = 50;
const DEFAULT_ABOVE = 2 ** 40;

/** One page of a list, newest first, and the sort key of its last row when there are more. */
export function pageOf<Row extends { position: number; is_default?: boolean }>(rows: Row[], path: string) {
  const key = ({ position, is_default = false }: Row) => position + (is_default ? DEFAULT_ABOVE : 0);
  const cursor = new URL(path, 'http://internal').searchParams.get('cursor');
  const [first = 0, second] = cursor === null ? [] : decodeCursor(cursor, z.array(z.int()));
  const below = cursor === null ? Infinity : second === undefined ? first : first * DEFAULT_ABOVE + second;
  const left = rows.filter((row) => key(row) < below).toSorted((a, b) => key(b) - key(a));
  const page = left.slice(0, PAGE);
  const last = page.at(-1);
  return { page, next: left.length > PAGE && last ? last : null };
}
