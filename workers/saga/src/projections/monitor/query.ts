// Which sagas are under way, and how did the others end?
import { and, desc, eq, lt, or, type SQL } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { SagaStatus, SagaView } from '#shared/saga-view';
import { sagas } from './table.ts';

export interface SagaFilter {
  /** Only this owner's; undefined: everybody's. */
  user_id: string | undefined;
  status: SagaStatus | 'active' | 'all';
  limit: number;
  /** (started_at, id) of the last row of the page before. */
  before: readonly [string, string] | undefined;
}

const parse = (row: { view: string }): SagaView => JSON.parse(row.view) as SagaView;

/** Newest first, by keyset. */
export async function listSagas(db: D1Database, filter: SagaFilter): Promise<SagaView[]> {
  const conditions: (SQL | undefined)[] = [
    filter.user_id === undefined ? undefined : eq(sagas.user_id, filter.user_id),
    filter.status === 'active' ? eq(sagas.active, 1) : undefined,
    filter.status === 'active' || filter.status === 'all' ? undefined : eq(sagas.status, filter.status),
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

export async function findSaga(
  db: D1Database,
  id: string,
  userId: string | undefined,
): Promise<SagaView | null> {
  const owned = userId === undefined ? undefined : eq(sagas.user_id, userId);
  const [row] = await drizzle(db)
    .select({ view: sagas.view })
    .from(sagas)
    .where(and(eq(sagas.id, id), owned));
  return row ? parse(row) : null;
}
