// A read model that starts over is shown in the end, no matter what began it and how often.
import { expect, it } from 'vitest';
import { kvOver, MODEL, projectionOver } from '../../testing/eventstore/restore-plan.ts';
import { d1 } from '../../testing/sqlite.ts';
import { deliver } from '../../projection/deliver.ts';
import { generationsOf } from '../../projection/generations.ts';
import { rebuildSteps } from '../../projection/rebuild.ts';
import { beginStartingOver, finishStartingOver, isStartingOver, noteStartingOver } from './start-over.ts';

const given = () => {
  const db = d1(MODEL);
  const kv = kvOver(new Map());
  const projection = projectionOver(db);
  const deliverTo = (from: number, to: number) => deliver(db, projection, { from, to, events: [] });
  return { db, kv, steps: rebuildSteps(db, projection), deliverTo };
};

it('is shown although another one was begun, whose answer came first', async () => {
  const { db, kv, steps, deliverTo } = given();
  await beginStartingOver(kv, steps);
  const known = kv.get('starting_over');
  await steps.startOver();
  await deliverTo(0, 7);
  expect(known).toBe(2);
  expect(await finishStartingOver(kv, steps, 7)).toBe(true);
  expect(await generationsOf(db, 'model')).toMatchObject({ active_generation: 3, following: 0 });
  expect(isStartingOver(kv)).toBe(false);
});

it('is not shown before it has caught up, where it was begun once more behind the back of its subscription', async () => {
  const { db, kv, steps, deliverTo } = given();
  await beginStartingOver(kv, steps);
  await deliverTo(0, 7);
  // One that was taken for failed was on its way for long.
  await steps.startOver();
  expect(await finishStartingOver(kv, steps, 7)).toBe(false);
  expect(await generationsOf(db, 'model')).toMatchObject({ active_generation: 1, following: 2 });
  await deliverTo(0, 7);
  expect(await finishStartingOver(kv, steps, 7)).toBe(true);
  expect(await generationsOf(db, 'model')).toMatchObject({ active_generation: 3, following: 0 });
});

it('answers so when it is asked for its checkpoint, and is news only once', async () => {
  const { kv, steps, deliverTo } = given();
  expect(noteStartingOver(kv, await deliverTo(0, 0))).toBe(false);
  await steps.startOver();
  expect([noteStartingOver(kv, await deliverTo(0, 0)), noteStartingOver(kv, await deliverTo(0, 0))]).toEqual([
    true,
    false,
  ]);
});

it('is forgotten where its database was put back to before it began', async () => {
  const { kv, steps } = given();
  kv.put('starting_over', 2);
  expect(await finishStartingOver(kv, steps, 7)).toBe(true);
  expect(isStartingOver(kv)).toBe(false);
});

it('has its old rows deleted by some calls an alarm, however many there are, and is shown from the first one on', async () => {
  const { db, kv, steps, deliverTo } = given();
  const many = `WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 25000)
    INSERT INTO rows (generation, aggregate_id, event_id) SELECT 1, 'thing-1', n FROM n`;
  await db.batch([db.prepare(many)]);
  await beginStartingOver(kv, steps);
  await deliverTo(0, 7);
  let calls = 0;
  const counted = { ...steps, sweep: () => (calls++, steps.sweep()) };
  let alarms = 1;
  for (; !(await finishStartingOver(kv, counted, 7)); alarms++) {
    expect(calls).toBeLessThanOrEqual(20);
    expect(await generationsOf(db, 'model')).toMatchObject({ active_generation: 2, following: 0 });
    calls = 0;
  }
  expect(alarms).toBeGreaterThan(1);
  expect(isStartingOver(kv)).toBe(false);
});
