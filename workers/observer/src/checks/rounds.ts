// Looking at everything, a part at a time. Each check first looks where something is known to be broken, then at the newest page
// of those who were active last, where something new would show; then it goes on where the last one ended, until it has looked
// at so many rows. So a small library is compared whole every time and a large one within some rounds, and the finding says
// how much it was.
import type { Parts } from '../parts.ts';
import { stillDiffering } from './asked.ts';
import type { Broken, Finding, World } from './check.ts';
import { ENOUGH, uniqueBy } from './suspects.ts';

export const ROWS_A_CHECK = 2_000;
export const PAGE = 200;
const RECENT = 10;

/** A list that is read page by page, newest first: a user's media, or a user's undone media. */
export type Shelf = string;

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

export interface Shelves<Row> {
  /** Names its bookmark. */
  id: string;
  all(world: World): Shelf[];
  /** Those that changed last, the latest first. */
  recent(world: World, most: number): Shelf[];
  /** How many rows there are by the log. */
  total(world: World): number;
  page(world: World, shelf: Shelf, below: number | null): Parts<Page<Row>>;
  /** Compares a page with what the log says belongs on it. */
  compare(world: World, shelf: Shelf, rows: Row[], span: Span): Broken[];
}

interface Place {
  shelf: Shelf;
  below: number | null;
}

export async function* lookAround<Row>(world: World, shelves: Shelves<Row>): Parts<Finding> {
  const seen = new Set<string>();
  const suspicious = new Map<string, Place>();
  const last = new Map<string, Broken[]>();
  let checked = 0;

  async function* differences({ shelf, below }: Place): Parts<Page<Row> & { broken: Broken[] }> {
    const { rows, next } = yield* shelves.page(world, shelf, below);
    const span = { below: below ?? Number.MAX_SAFE_INTEGER, from: next ?? 0 };
    return { rows, next, broken: shelves.compare(world, shelf, rows, span) };
  }
  /** The start of the next page. */
  async function* look(place: Place): Parts<number | null> {
    const { rows, next, broken } = yield* differences(place);
    const key = JSON.stringify(place);
    if (!seen.has(key)) checked += rows.length;
    seen.add(key);
    if (broken.length > 0) suspicious.set(key, place);
    return next;
  }
  async function* suspected(): Parts<Broken[]> {
    for (const [key, place] of suspicious) last.set(key, (yield* differences(place)).broken);
    return [...last.values()].flat();
  }

  for (const known of world.notes.suspects(shelves.id)) {
    if (suspicious.size >= ENOUGH) break;
    yield* look(JSON.parse(known) as Place);
  }
  for (const shelf of shelves.recent(world, RECENT)) yield* look({ shelf, below: null });
  const all = shelves.all(world);
  const bookmark = world.notes.bookmark(shelves.id);
  const start = Math.max(0, all.indexOf(bookmark?.shelf ?? ''));
  let below = all[start] === bookmark?.shelf ? (bookmark?.below ?? null) : null;
  let looked = 0;
  for (let n = 0; n < all.length && looked < ROWS_A_CHECK;) {
    const shelf = all[(start + n) % all.length] ?? '';
    const before = checked;
    below = yield* look({ shelf, below });
    looked += Math.max(1, checked - before);
    if (below === null) n++;
    world.notes.markPage(shelves.id, { shelf: all[(start + n) % all.length] ?? '', below });
  }

  const broken = yield* stillDiffering(suspected, world.follow, ({ text }) => text);
  const still = new Set(broken.map(({ text }) => text));
  for (const key of seen)
    world.notes.suspect(shelves.id, key, last.get(key)?.some(({ text }) => still.has(text)) ?? false);
  // The same row can lie on a page that was looked at twice.
  return { checked, total: Math.max(checked, shelves.total(world)), broken: uniqueBy(broken, ({ text }) => text) };
}
