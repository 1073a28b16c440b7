// A delivery that answers after its time, to a consumer that keeps no checkpoint and recognises events by their ids, as
// the sagas do (invariants X3, X6).
import { ANY_EVENTS } from '#shared/engine/testing/any-events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { eventAt } from '#shared/engine/testing/log-of';
import { durableSql } from '#shared/engine/testing/sqlite';
import { lateReply, answerOf } from './late-reply.ts';
import { PARKING_SCHEMA, ParkingLot } from './ParkingLot.ts';
import { retry } from './retry-parked.ts';

let lot: ParkingLot;
let effects: Set<string>;
beforeEach(() => {
  vi.useFakeTimers();
  lot = new ParkingLot(durableSql(...PARKING_SCHEMA).sql, ANY_EVENTS);
  effects = new Set(['event-5']);
  lot.park('thing-1', eventAt(5), 'the consumer did not answer in time', 5, '2026-01-01T00:00:00.000Z');
  lot.park('thing-1', eventAt(6), 'waits behind position 5', 0, '2026-01-01T00:00:00.000Z');
});
afterEach(() => void vi.useRealTimers());

const tryAgain = (position: number) =>
  retry(
    lot,
    position,
    6,
    async ({ id }) => void effects.add(id),
    async () => true,
  );
const delivery = { from: 4, to: 5, events: [eventAt(5)] };

it('an answer after the deadline is an error for its caller, and is still taken', async () => {
  const heard: string[] = [];
  const waiting = answerOf(30, new Promise<string>((resolve) => setTimeout(resolve, 31, 'done')), (answer) =>
    heard.push(answer),
  );
  const failed = expect(waiting).rejects.toThrow('did not answer in time');
  await vi.advanceTimersByTimeAsync(30);
  await failed;
  expect(heard).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(heard).toEqual(['done']);
});

it('an event that was parked for a late answer leaves the parking lot, and what waits behind it follows', async () => {
  await lateReply(lot, delivery, { checkpoint: 5 }, tryAgain);
  expect([[...effects], lot.upTo('thing-1', 6)]).toEqual([['event-5', 'event-6'], []]);
});

it('it stays where the late delivery was refused', async () => {
  await lateReply(lot, delivery, { checkpoint: 6, skipped: [5] }, tryAgain);
  expect(lot.upTo('thing-1', 6)).toEqual([5, 6]);
});
