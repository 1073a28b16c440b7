// Compares everything that users are shown, a part at a time. Each round first looks where something is known to be broken, then at
// the newest page of the users who were active last, where new defects would show; then it continues the pass, up to ROWS_A_CHECK
// rows. So each round compares a small library whole and a part of a large one, and the finding says how much.
import type { Metered } from '../metered.ts';
import { stillDiffering } from './ask.ts';
import type { Broken, CheckContext, Finding } from './check.ts';
import { advanced } from './pass.ts';
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

export interface Comparison {
  /** How many rows the page has by the log. */
  checked: number;
  broken: Broken[];
}

export interface PagedLists<Row> {
  /** Names its pass and its suspects. */
  id: string;
  /** In the order of their ids, so that a pass finds its place also where one has gone. */
  all(context: CheckContext): ListId[];
  /** Those that changed last, the latest first. */
  recent(context: CheckContext, most: number): ListId[];
  /** How many rows there are by the log. */
  total(context: CheckContext): number;
  page(context: CheckContext, list: ListId, below: number | null): Metered<Page<Row>>;
  /** Compares a page with what the log says belongs on it. */
  compare(context: CheckContext, list: ListId, rows: Row[], span: Span): Comparison;
}

/** A page: of this list, below this position; null: its first. */
interface Place {
  list: ListId;
  below: number | null;
}

interface Looked extends Comparison {
  shown: number;
  /** Where the next page begins. */
  next: number | null;
}

export async function* compareInRounds<Row>(context: CheckContext, lists: PagedLists<Row>): Metered<Finding> {
  const { replica, now } = context;
  const looked = new Map<string, Looked>();
  const differing = new Map<string, Place>();
  const last = new Map<string, Broken[]>();

  async function* compared({ list, below }: Place): Metered<Looked> {
    const { rows, next } = yield* lists.page(context, list, below);
    const span = { below: below ?? Number.MAX_SAFE_INTEGER, from: next ?? 0 };
    return { ...lists.compare(context, list, rows, span), shown: rows.length, next };
  }
  /** Each page once a round. */
  async function* look(place: Place): Metered<Looked> {
    const key = JSON.stringify(place);
    const found = looked.get(key) ?? (yield* compared(place));
    looked.set(key, found);
    if (found.broken.length > 0) differing.set(key, place);
    return found;
  }
  async function* again(): Metered<Broken[]> {
    for (const [key, place] of differing) last.set(key, (yield* compared(place)).broken);
    return [...last.values()].flat();
  }

  for (const known of replica.suspects(lists.id)) {
    if (differing.size >= ENOUGH) break;
    yield* look(JSON.parse(known) as Place);
  }
  for (const list of lists.recent(context, RECENT)) yield* look({ list, below: null });

  const pass = replica.pass<Place>(lists.id, now);
  const start = pass.place?.list ?? '';
  const left = lists.all(context).filter((list) => list >= start);
  let below = left[0] === start ? (pass.place?.below ?? null) : null;
  let [rows, passed] = [0, 0];
  while (left[0] !== undefined && rows < ROWS_A_CHECK) {
    const { checked, shown, next } = yield* look({ list: left[0], below });
    passed += checked;
    rows += Math.max(1, shown);
    below = next;
    if (next === null) left.shift();
  }

  const broken = yield* stillDiffering(again, context.follow, ({ text }) => text);
  const next = advanced(pass, passed, left[0] === undefined ? null : { list: left[0], below });
  replica.savePass(next);
  const still = new Set(broken.map(({ text }) => text));
  for (const key of looked.keys())
    replica.suspect(lists.id, key, last.get(key)?.some(({ text }) => still.has(text)) ?? false);
  return {
    checked: next.checked,
    total: Math.max(next.checked, lists.total(context)),
    wholeSince: next.whole_since,
    // The same row can be on a page that was looked at twice.
    broken: uniqueBy(broken, ({ text }) => text),
  };
}
