// What an outage has parked heals by itself; what is broken is tried less and less often, and holds up no other partition.
import { beforeEach, expect, it } from 'vitest';
import { ANY_EVENTS } from '../../testing/any-events.ts';
import { eventAt } from '../../testing/log-of.ts';
import { durableSql } from '../../testing/sqlite.ts';
import { kvOver } from '../../testing/eventstore/restore-plan.ts';
import { PARKING_SCHEMA, ParkingLot } from './ParkingLot.ts';
import { SELF_REPAIR, SelfRepair } from './SelfRepair.ts';

const CHECKPOINT = 1e6;
const HOUR = 3_600_000;

let lot: ParkingLot;
let itself: SelfRepair;
let now: number;
let broken: Set<string>;
let tried: number;
beforeEach(() => {
  lot = new ParkingLot(durableSql(...PARKING_SCHEMA).sql, ANY_EVENTS);
  itself = new SelfRepair(kvOver(new Map()), lot, () => 0.5);
  now = Date.UTC(2026, 0, 1);
  broken = new Set();
  tried = 0;
});

const park = (position: number, partition: string) =>
  lot.park(partition, eventAt(position), 'D1 is away', 5, '2026-01-01T00:00:00.000Z');
const retry = async (position: number) => {
  tried++;
  if (broken.has(lot.at(position)?.partition_key ?? '')) return { delivered: 0, failed: 'broken' };
  lot.remove(position);
  return { delivered: 1, failed: null };
};
/** Alarms for so long; each at the time for which the last one was set. */
async function goOnFor(ms: number): Promise<void> {
  const end = now + ms;
  for (let next: number | null = now; next !== null && next <= end;) {
    now = Math.max(now, next);
    next = await itself.goOn(CHECKPOINT, () => now, retry);
  }
  now = end;
}

it('tries nothing while nothing is parked, and what was parked within minutes', async () => {
  expect(await itself.goOn(CHECKPOINT, () => now, retry)).toBeNull();
  for (let n = 1; n <= 50; n++) park(n, `thing-${n}`);
  await goOnFor(3 * SELF_REPAIR.base_ms);
  expect([lot.count(CHECKPOINT), tried]).toEqual([0, 50]);
});

it('heals ten thousand beside those that stay broken', async () => {
  for (let n = 1; n <= 10_000; n++) park(n, `thing-${n % 500}`);
  for (let n = 0; n < 40; n++) broken.add(`thing-${n}`);
  await goOnFor(2 * HOUR);
  expect(lot.count(CHECKPOINT)).toBe(40 * 20);
});

it('tries what is broken once an hour at most, after a while, and never gives it up', async () => {
  park(1, 'thing-1');
  broken.add('thing-1');
  await goOnFor(12 * HOUR);
  const before = tried;
  expect(before).toBeLessThan(30);
  await goOnFor(24 * HOUR);
  expect(tried - before).toBeGreaterThanOrEqual(20);
  expect(tried - before).toBeLessThan(60);
});

it('waits no longer for a clock that has gone back', async () => {
  park(1, 'thing-1');
  broken.add('thing-1');
  await goOnFor(10 * HOUR);
  now -= 1_000 * HOUR;
  broken.clear();
  await goOnFor(HOUR + 1);
  expect(lot.count(CHECKPOINT)).toBe(0);
});
