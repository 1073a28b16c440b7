// Looking at everything, a part at a time. Each check first looks where something is known to be broken, then at the newest page
// of those who were active last, where something new would show; then it goes on where the last one ended, until it has looked
// at so many rows. So a small library is compared whole every time and a large one within some rounds, and the finding says
// how much it was.
import type { Metered } from '../metered.ts';
import { stillDiffering } from './ask.ts';
import type { Broken, Finding, CheckContext } from './check.ts';
import { ENOUGH, uniqueBy } from './suspects.ts';

export const ROWS_A_CHECK = 2_000;
export const PAGE = 200;
const RECENT = 10;

/** A list that is read page by page, newest first: a user's media, or a user's undone media. */
export type ListId = string;

export interface Page<Row> {
  rows: Row[];
  /** The next page holds what is below this position; null at the end. */
  next: number | null;
}

/** Positions from `from` up to, but not including, `below`. */
export interface Span {
  below: number;
  from: number;
}

export interface PagedLists<Row> {
  /** Names its bookmark. */
  id: string;
  all(context: CheckContext): ListId[];
  /** Those that changed last, the latest first. */
  recent(context: CheckContext, most: number): ListId[];
  /** How many rows there are by the log. */
  total(context: CheckContext): number;
  page(context: CheckContext, list: ListId, below: number | null): Metered<Page<Row>>;
  /** Compares a page with what the log says belongs on it. */
  compare(context: CheckContext, list: ListId, rows: Row[], span: Span): Broken[];
}

interface Place {
  shelf: ListId;
  below: number | null;
}

export async function* compareInRounds<Row>(context: CheckContext, lists: PagedLists<Row>): Metered<Finding> {
  const seen = new Set<string>();
  const suspicious = new Map<string, Place>();
  const last = new Map<string, Broken[]>();
  let checked = 0;

  async function* differences({ shelf: list, below }: Place): Metered<Page<Row> & { broken: Broken[] }> {
    const { rows, next } = yield* lists.page(context, list, below);
    const span = { below: below ?? Number.MAX_SAFE_INTEGER, from: next ?? 0 };
    return { rows, next, broken: lists.compare(context, list, rows, span) };
  }
  /** The start of the next page. */
  async function* look(place: Place): Metered<number | null> {
    const { rows, next, broken } = yield* differences(place);
    const key = JSON.stringify(place);
    if (!seen.has(key)) checked += rows.length;
    seen.add(key);
    if (broken.length > 0) suspicious.set(key, place);
    return next;
  }
  async function* suspected(): Metered<Broken[]> {
    for (const [key, place] of suspicious) last.set(key, (yield* differences(place)).broken);
    return [...last.values()].flat();
  }

  for (const known of context.replica.suspects(lists.id)) {
    if (suspicious.size >= ENOUGH) break;
    yield* look(JSON.parse(known) as Place);
  }
  for (const list of lists.recent(context, RECENT)) yield* look({ shelf: list, below: null });
  const all = lists.all(context);
  const bookmark = context.replica.bookmark(lists.id);
  const start = Math.max(0, all.indexOf(bookmark?.shelf ?? ''));
  let below = all[start] === bookmark?.shelf ? (bookmark?.below ?? null) : null;
  let looked = 0;
  for (let n = 0; n < all.length && looked < ROWS_A_CHECK;) {
    const list = all[(start + n) % all.length] ?? '';
    const before = checked;
    below = yield* look({ shelf: list, below });
    looked += Math.max(1, checked - before);
    if (below === null) n++;
    context.replica.markPage(lists.id, { shelf: all[(start + n) % all.length] ?? '', below });
  }

  const broken = yield* stillDiffering(suspected, context.follow, ({ text }) => text);
  const still = new Set(broken.map(({ text }) => text));
  for (const key of seen)
    context.replica.suspect(lists.id, key, last.get(key)?.some(({ text }) => still.has(text)) ?? false);
  // The same row can lie on a page that was looked at twice.
  return { checked, total: Math.max(checked, lists.total(context)), broken: uniqueBy(broken, ({ text }) => text) };
}
