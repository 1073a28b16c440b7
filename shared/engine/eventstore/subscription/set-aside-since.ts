// Whether rows hold events that the log has set aside since the rows were begun (log/set-aside.ts). They would then have these
// events twice, once in the wrong order, so they start over.
import type { Delivered } from '../../ports/consumer.ts';
import { setAsideSince } from '../log/set-aside.ts';

/** The epoch in which events had last been set aside when these rows began. */
const KEY = 'began_in_epoch';

/** @param known where the rows were, as far as their subscription knows */
export async function hasSetAside(
  db: D1Database,
  kv: Pick<SyncKvStorage, 'get' | 'put'>,
  known: number,
  { checkpoint }: Delivered,
): Promise<boolean> {
  // Rows that were restored to an earlier state may be those from before they started over.
  const began = checkpoint < known ? 0 : (kv.get<number>(KEY) ?? 0);
  const found = await setAsideSince(db, checkpoint === 0 ? 0 : began);
  kv.put(KEY, checkpoint === 0 ? (found?.epoch ?? 0) : began);
  return checkpoint > 0 && found !== null && found.from <= checkpoint;
}
