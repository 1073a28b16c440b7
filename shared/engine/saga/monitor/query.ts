// Which sagas are under way, and how did the others end?
import { and, desc, eq, lt, or, sql, type SQL } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { SagaStatus, SagaView } from '#shared/engine/saga/view';
import { sagas } from './table.ts';

export interface SagaFilter {
  /** Only this owner's; undefined: everyone's. */
  user_id: string | undefined;
  status: SagaStatus | 'active' | 'all';
  /** The saga's name. */
  type?: string | undefined;
  /** Part of its subject, its aggregate's id or its own; case is ignored. */
  search?: string | undefined;
  ids?: readonly string[] | undefined;
  limit: number;
  /** (started_at, id) of the last row of the page before. */
  before: readonly [string, string] | undefined;
}

const parse = (row: { view: string }): SagaView => JSON.parse(row.view) as SagaView;

/** Searched row by row: an operator's tool over the rows of the other filters, not an index. */
const holds = (text: string): SQL =>
  sql`instr(lower((${sagas.view} ->> 'subject') || ' ' || (${sagas.view} ->> 'aggregate_id') || ' ' || ${sagas.id}), ${text.toLowerCase()}) > 0`;

const among = (ids: readonly string[]): SQL =>
  sql`${sagas.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;

/** Newest first, by keyset. */
export async function listSagas(db: D1Database, filter: SagaFilter): Promise<SagaView[]> {
  const conditions: (SQL | undefined)[] = [
    filter.user_id === undefined ? undefined : eq(sagas.user_id, filter.user_id),
    filter.status === 'active' ? eq(sagas.active, 1) : undefined,
    filter.status === 'active' || filter.status === 'all' ? undefined : eq(sagas.status, filter.status),
    filter.type === undefined ? undefined : sql`${sagas.view} ->> 'saga_type' = ${filter.type}`,
    filter.search === undefined ? undefined : holds(filter.search),
    filter.ids && among(filter.ids),
    filter.before &&
      or(
        lt(sagas.started_at, filter.before[0]),
        and(eq(sagas.started_at, filter.before[0]), lt(sagas.id, filter.before[1])),
      ),
  ];
  const rows = await drizzle(db)
    .select({ view: sagas.view })
    .from(sagas)
    .where(and(...conditions))
    .orderBy(desc(sagas.started_at), desc(sagas.id))
    .limit(filter.limit);
  return rows.map(parse);
}

export async function findSaga(db: D1Database, id: string, userId: string | undefined): Promise<SagaView | null> {
  const owned = userId === undefined ? undefined : eq(sagas.user_id, userId);
  const [row] = await drizzle(db)
    .select({ view: sagas.view })
    .from(sagas)
    .where(and(eq(sagas.id, id), owned));
  return row ? parse(row) : null;
}

/** Those of these ids that there are, in no order. */
export async function findSagas(db: D1Database, ids: readonly string[]): Promise<SagaView[]> {
  if (ids.length === 0) return [];
  const rows = await drizzle(db).select({ view: sagas.view }).from(sagas).where(among(ids));
  return rows.map(parse);
}
