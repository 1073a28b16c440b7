// What a recovery has brought together: the epochs that there were when it looked, and no later one.
import { expect, it } from 'vitest';
import { LOG_SCHEMA } from '../../event/schemas.ts';
import { d1 } from '../../testing/sqlite.ts';
import { isSettled, newEpoch, settle } from './epochs.ts';

it('a log that is put back while it is recovered is not settled by that', async () => {
  const db = d1(LOG_SCHEMA);
  expect(await settle(db, 0)).toBe(true);
  await newEpoch(db, 2, 10, 'put back').run();
  await newEpoch(db, 3, 8, 'put back again, while the streams were gone through').run();
  expect([await settle(db, 2), await isSettled(db)]).toEqual([false, false]);
  expect([await settle(db, 3), await isSettled(db)]).toEqual([true, true]);
});
