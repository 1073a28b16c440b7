// What a recovery has brought together: the epochs that there were when it looked, and no later one.
import { expect, it } from 'vitest';
import { LOG_SCHEMA } from '../../event/schemas.ts';
import { d1 } from '../../testing/sqlite.ts';
import { event } from '../../testing/eventstore/event.ts';
import { isSettled, lostSpans, newEpoch, settle } from './epochs.ts';
import { logStore } from './store.ts';

it('a recovery does not settle a restore that happened while it ran', async () => {
  const db = d1(LOG_SCHEMA);
  expect(await settle(db, 0)).toBe(true);
  await newEpoch(db, 2, 10, 'put back').run();
  await newEpoch(db, 3, 8, 'put back again, while the streams were gone through').run();
  expect([await settle(db, 2), await isSettled(db)]).toEqual([false, false]);
  expect([await settle(db, 3), await isSettled(db)]).toEqual([true, true]);
});

it('gives the span in which each restore may have lost events, up to its discovery', async () => {
  const db = d1(LOG_SCHEMA);
  expect(await lostSpans(db)).toEqual([]);
  const created_at = '2026-01-01T00:00:00.000Z';
  const last = { ...event('e', 'c'), aggregate_id: 'order-1', aggregate_type: 'Order', version: 1, created_at };
  await logStore(db, () => 'u').insert([{ ...last, position: 1 }], null);
  await newEpoch(db, 2, 0, 'put back to nothing').run();
  await newEpoch(db, 3, 1, 'put back').run();
  const [toNothing, later] = await lostSpans(db);
  expect([toNothing?.after, later?.after]).toEqual([0, Date.parse(created_at)]);
  expect(later?.until).toBeGreaterThan(Date.parse(created_at));
});
