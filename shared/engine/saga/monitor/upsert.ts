// Writing the monitor's row. Guarded by revision: an older view that arrives late never overwrites a newer one.
import { drizzle } from 'drizzle-orm/d1';
import { eq, sql } from 'drizzle-orm';
import type { SagaView } from '#shared/engine/saga/view';
import { sagas } from './table.ts';

/**
 * @returns null when this view is shown; otherwise the later revision that is shown already: its coordinator was restored to an
 *   earlier time
 */
export async function upsertSaga(db: D1Database, view: SagaView): Promise<number | null> {
  const row = {
    id: view.id,
    user_id: view.user_id,
    status: view.status,
    active: view.ended_at === null ? 1 : 0,
    revision: view.revision,
    started_at: view.started_at,
    view: JSON.stringify(view),
  };
  const orm = drizzle(db);
  const [, shown] = await orm.batch([
    orm
      .insert(sagas)
      .values(row)
      .onConflictDoUpdate({
        target: sagas.id,
        set: row,
        setWhere: sql`excluded.revision > ${sagas.revision}`,
      }),
    orm.select({ revision: sagas.revision, view: sagas.view }).from(sagas).where(eq(sagas.id, view.id)),
  ]);
  const [there] = shown;
  return !there || there.view === row.view ? null : there.revision;
}
