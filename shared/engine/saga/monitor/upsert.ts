// Writing the monitor's row. Guarded by revision: an older view that arrives late never overwrites a newer one.
import { drizzle } from 'drizzle-orm/d1';
import { sql } from 'drizzle-orm';
import type { SagaView } from '#shared/engine/saga/view';
import { sagas } from './table.ts';

export async function upsertSaga(db: D1Database, view: SagaView): Promise<void> {
  const row = {
    id: view.id,
    user_id: view.user_id,
    status: view.status,
    active: view.ended_at === null ? 1 : 0,
    revision: view.revision,
    started_at: view.started_at,
    view: JSON.stringify(view),
  };
  await drizzle(db)
    .insert(sagas)
    .values(row)
    .onConflictDoUpdate({
      target: sagas.id,
      set: row,
      setWhere: sql`excluded.revision > ${sagas.revision}`,
    });
}
