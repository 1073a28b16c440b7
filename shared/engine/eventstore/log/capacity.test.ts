import { expect, it } from 'vitest';
import { isOutOfRoom } from '../../runtime/out-of-room.ts';
import { forecast, LIMIT_BYTES, needsALook, type Capacity } from './capacity.ts';

const NOW = Date.UTC(2026, 0, 1);

it('says on which day the log is full at the rate of the last day', () => {
  const million = { bytes: 833_000_000, events: 1_000_000, events_last_day: 100_000 };
  // 9,167 MB are left, at 83.3 MB a day.
  expect(forecast(million, NOW)).toBe('2026-04-21');
  expect(forecast({ ...million, bytes: LIMIT_BYTES }, NOW)).toBe('2026-01-01');
});

it.each([
  ['that is empty', { bytes: 40_000, events: 0, events_last_day: 0 }],
  ['that does not grow', { bytes: 40_000, events: 10, events_last_day: 0 }],
  ['that hardly grows', { bytes: 40_000, events: 40, events_last_day: 1 }],
])('names no day for a log %s', (_, size) => expect(forecast(size, NOW)).toBeNull());

it('asks for a look long before the end, and not for the first busy hour of a small log', () => {
  const log = (change: Partial<Capacity>): Capacity => ({
    bytes: 1_000_000,
    limit_bytes: LIMIT_BYTES,
    events: 1_000,
    events_last_day: 1_000,
    full_on: '2026-01-20',
    full: false,
    ...change,
  });
  expect(needsALook(log({}), NOW)).toBe(false);
  expect(needsALook(log({ bytes: LIMIT_BYTES / 20 }), NOW)).toBe(true);
  expect(needsALook(log({ bytes: LIMIT_BYTES / 20, full_on: '2027-01-01' }), NOW)).toBe(false);
  expect(needsALook(log({ bytes: LIMIT_BYTES * 0.81, full_on: null }), NOW)).toBe(true);
  expect(needsALook(log({ full: true }), NOW)).toBe(true);
});

it.each([
  ['D1_ERROR: database or disk is full: SQLITE_FULL', true],
  ['D1_ERROR: Exceeded maximum DB size', true],
  ['D1_ERROR: UNIQUE constraint failed: events.position: SQLITE_CONSTRAINT', false],
])('%s', (message, is) => {
  expect(isOutOfRoom(new Error(message))).toBe(is);
  expect(isOutOfRoom(new Error('Failed query', { cause: new Error(message) }))).toBe(is);
});
