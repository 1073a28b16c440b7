// When a stream's events go to the log: at once if a caller waits or a saga acts on them, otherwise with those of the next moment.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ANY_EVENTS } from '../../testing/any-events.ts';
import { pause } from '../../runtime/deadline.ts';
import { event } from '../../testing/eventstore/event.ts';
import { durableSql } from '../../testing/sqlite.ts';
import type { PublishResult } from '../log/port.ts';
import { append } from './append.ts';
import { Publisher } from './Publisher.ts';
import { StreamRows } from './rows.ts';
import { NEW_STREAM } from './schema.ts';

const APPEND = { aggregate_id: 'thing-1', aggregate_type: 'Thing', expected_version: 'any' as const };

let rows: StreamRows;
let calls: { versions: number[]; awaitedBy: readonly string[] }[];
let fails: boolean;
let retries: number[];
let publisher: Publisher;
/** What the log takes this stream to hold, and how long a report is on its way there. */
let held: number;
let reportMs: number;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  rows = new StreamRows(durableSql(NEW_STREAM).sql, ANY_EVENTS);
  [calls, fails, retries] = [[], false, []];
  [held, reportMs] = [0, 0];
  const publish = (_: string, events: { version: number }[], about: { awaitedBy?: readonly string[] } = {}) => {
    calls.push({ versions: events.map(({ version }) => version), awaitedBy: about.awaitedBy ?? [] });
    if (fails) return Promise.reject(new Error('away'));
    held = 0;
    return Promise.resolve<PublishResult>({ ok: true, positions: events.map(({ version }) => 100 + version) });
  };
  publisher = new Publisher({
    rows,
    comparison: {
      confirm: () => Promise.resolve(false),
      divergedAt: () => null,
      doubt: () => undefined,
      sayLost: () => Promise.resolve(),
      takeIsNew: () => false,
    },
    log: () => ({
      publish,
      outboxHolds: async (_: string, events: number) => {
        await pause(reportMs);
        held = events;
      },
    }),
    name: 'thing-1',
    retryAt: (time) => void retries.push(time),
    inBackground: (work) => void work,
  });
});
afterEach(() => void vi.useRealTimers());

const appended = (id: string) => append(rows, { ...APPEND, events: [event(id, 'c')] }, '2026-01-01T00:00:00.000Z');

it('events that no caller waits for are published in one call', async () => {
  for (const [n, id] of ['a', 'b', 'c'].entries()) {
    appended(id);
    expect(await publisher.positionOf(n + 1, 0, {})).toBeNull();
    await vi.advanceTimersByTimeAsync(2);
  }
  expect(calls).toEqual([]);
  await vi.advanceTimersByTimeAsync(20);
  expect(calls).toEqual([{ versions: [1, 2, 3], awaitedBy: [] }]);
  expect(rows.position(3)).toBe(103);
});

it('as soon as a caller waits, all events are published at once', async () => {
  appended('a');
  await publisher.positionOf(1, 0, {});
  expect(await publisher.positionOf(1, 1_000, { awaitedBy: 'things' })).toBe(101);
  expect(calls).toEqual([{ versions: [1], awaitedBy: ['things'] }]);
  await vi.advanceTimersByTimeAsync(50);
  expect(calls).toHaveLength(1);
});

it('events for immediate use are published at once, even if no caller waits', async () => {
  appended('a');
  expect(await publisher.positionOf(1, 0, { atOnce: true })).toBeNull();
  await vi.advanceTimersByTimeAsync(0);
  expect(calls).toHaveLength(1);
});

it('events whose publish failed are left to the alarm, or go with the next publish', async () => {
  fails = true;
  appended('a');
  await publisher.positionOf(1, 0, {});
  await vi.advanceTimersByTimeAsync(20);
  expect([calls.length, retries.length]).toEqual([1, 1]);
  fails = false;
  appended('b');
  await publisher.positionOf(2, 0, {});
  await vi.advanceTimersByTimeAsync(20);
  expect(calls.at(-1)?.versions).toEqual([1, 2]);
});

/** A publish fails, its report takes so long, and the next publish succeeds. */
async function publishedBehindReport(ms: number): Promise<void> {
  [fails, reportMs] = [true, ms];
  appended('a');
  await publisher.positionOf(1, 0, {});
  await vi.advanceTimersByTimeAsync(20);
  fails = false;
  void publisher.publish();
  await vi.advanceTimersByTimeAsync(10_000);
}

it('a report of a full outbox that is late does not outlast the publish that empties it', async () => {
  await publishedBehindReport(1_000);
  expect([rows.position(1), held]).toEqual([101, 0]);
});

it('a report that does not arrive keeps no event out of the log', async () => {
  await publishedBehindReport(60_000);
  expect(rows.position(1)).toBe(101);
});
