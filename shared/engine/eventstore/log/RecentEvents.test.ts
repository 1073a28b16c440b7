// The tail of the log in memory says what D1 would say, or nothing.
import { ANY_EVENTS } from '#shared/engine/testing/any-events';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { fcParameters } from '#shared/engine/testing/property';
import { RecentEvents } from './RecentEvents.ts';

const event = (position: number): LoggedEvent => ({
  id: `event-${position}`,
  aggregate_id: 'thing-1',
  aggregate_type: 'Thing',
  event_type: 'ThingRenamed',
  data: { filename: 'x'.repeat(position % 50) },
  version: position,
  schema_version: 1,
  created_at: '',
  position,
  metadata: { user_id: 'u', actor: 'u', command_id: 'c', correlation_id: 't' },
});
const run = (from: number, size: number) => Array.from({ length: size }, (_, n) => event(from + n));

const adds = fc.array(fc.record({ from: fc.integer({ min: 1, max: 900 }), size: fc.nat(300) }), { maxLength: 8 });

it('answers a run without a hole that starts where asked, or null, for events in any order', () =>
  fc.assert(
    fc.property(adds, fc.nat(1200), fc.integer({ min: 1, max: 200 }), (added, after, limit) => {
      const tail = new RecentEvents(ANY_EVENTS);
      for (const { from, size } of added) tail.add(run(from, size));
      const events = tail.after(after, limit);
      if (events === null) return;
      expect(events.length).toBeGreaterThan(0);
      expect(events.length).toBeLessThanOrEqual(limit);
      expect(events.map((e) => e.position)).toEqual(events.map((_, n) => after + 1 + n));
    }),
    fcParameters(300),
  ));

it('holds runs that overlap as one run', () => {
  const tail = new RecentEvents(ANY_EVENTS);
  tail.add(run(5, 3));
  tail.add(run(7, 3));
  expect(tail.after(4, 100)?.map((e) => e.position)).toEqual([5, 6, 7, 8, 9]);
  expect([tail.after(3, 100), tail.after(9, 100)]).toEqual([null, null]);
});

it('holds no more than a few pages of large events, and always the newest', () => {
  const tail = new RecentEvents(ANY_EVENTS);
  const large = (position: number, size: number) => ({ ...event(position), data: { filename: 'x'.repeat(size) } });
  for (let position = 1; position <= 100; position++) tail.add([large(position, 60_000)]);
  expect([tail.after(30, 1), tail.after(40, 1)?.[0]?.position]).toEqual([null, 41]);
  tail.add([large(101, 5_000_000)]);
  expect([tail.after(99, 1), tail.after(100, 1)?.[0]?.position]).toEqual([null, 101]);
});
