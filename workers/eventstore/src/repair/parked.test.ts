// Two thousand parked events of each subscription: listed, tried and given an end page by page, and one partition hides no other.
import { expect, it, vi } from 'vitest';
import { decodeCursor } from '#shared/http/cursor';
import { SUBSCRIPTIONS } from '#shared/mediahub/subscriptions';
import { ANY_EVENTS } from '#shared/engine/testing/any-events';
import { eventAt } from '#shared/engine/testing/log-of';
import { durableSql } from '#shared/engine/testing/sqlite';
import { PARKING_SCHEMA, ParkingLot } from '#shared/engine/eventstore/subscription/ParkingLot';
import { retryParked } from '#shared/engine/eventstore/subscription/retry-parked';
import * as z from 'zod';
import type { Env } from '../env.ts';
import { listParked, placeOf, retryAll } from './parked.ts';

const CHECKPOINT = 1e9;
const EACH = 2_000;
const ALL = EACH * SUBSCRIPTIONS.length;
const Place = z.tuple([z.int(), z.string()]);

/** The parked events of each subscription, and what they are asked in one call. */
function parkedLots(partitionOf: (n: number) => string, broken: ReadonlySet<string>) {
  const lots = new Map(
    SUBSCRIPTIONS.map((name) => [name as string, new ParkingLot(durableSql(...PARKING_SCHEMA).sql, ANY_EVENTS)]),
  );
  const lotOf = (name: string) => lots.get(name) ?? new ParkingLot(durableSql(...PARKING_SCHEMA).sql, ANY_EVENTS);
  for (const lot of lots.values())
    for (let n = 1; n <= EACH; n++) {
      const event = { ...eventAt(n), aggregate_id: partitionOf(n) };
      lot.park(partitionOf(n), event, 'broken', 1, '2026-01-01T00:00:00.000Z');
    }
  let calls = 0;
  const getByName = (name: string) => ({
    parked: async (_: string, limit: number, after: number) => (
      calls++,
      lotOf(name).list(name, CHECKPOINT, limit, after)
    ),
    partitions: async (after: string, limit: number) => (
      calls++,
      lotOf(name).partitions(CHECKPOINT, after, limit)
    ),
    retryParked: async (_: string, position: number) => {
      calls++;
      const apply = async (event: { aggregate_id: string }) => {
        if (broken.has(event.aggregate_id)) throw new Error(`cannot take ${event.aggregate_id}`);
      };
      return retryParked(lotOf(name), position, apply, async () => true);
    },
  });
  const env = { SUBSCRIPTION: { getByName } } as unknown as Env;
  const left = () => [...lots.values()].reduce((sum, lot) => sum + lot.count(CHECKPOINT), 0);
  return { env, left, calls: () => calls };
}

it('lists all of them, each once, a page at a time', async () => {
  const { env } = parkedLots((n) => `thing-${n % 700}`, new Set());
  const seen = new Set<string>();
  for (let place: [number, number] | undefined = [0, 0]; place;) {
    const page = await listParked(env, 200, place);
    expect(page.length).toBeLessThanOrEqual(201);
    const shown = page.slice(0, 200);
    for (const { id } of shown) seen.add(id);
    const last = shown.at(-1);
    place = page.length > 200 && last ? placeOf(last) : undefined;
  }
  expect(seen.size).toBe(ALL);
});

it('tries all of them, and what is broken stays and holds up no other', async () => {
  const broken = new Set(['thing-0', 'thing-350', 'thing-699']);
  const { env, left, calls } = parkedLots((n) => `thing-${n % 700}`, broken);
  for (let from: [number, string] | undefined = [0, '']; from;) {
    const before = calls();
    const { next } = await retryAll(env, from);
    // A request may make a thousand calls.
    expect(calls() - before).toBeLessThanOrEqual(400);
    from = next === null ? undefined : decodeCursor(next, Place);
  }
  const expected =
    SUBSCRIPTIONS.length *
    Array.from({ length: EACH }, (_, n) => n + 1).filter((n) => broken.has(`thing-${n % 700}`)).length;
  expect(left()).toBe(expected);
});

it('one call ends although there is more, and the next one goes on where it ended', async () => {
  const { env, left } = parkedLots((n) => `thing-${n}`, new Set());
  let now = 0;
  // Each look at the clock is a second later: a call has time for a few.
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => (now += 1_000));
  try {
    const first = await retryAll(env);
    expect([first.delivered > 0, first.next === null]).toEqual([true, false]);
    expect(left()).toBe(ALL - first.delivered);
    const second = await retryAll(env, decodeCursor(first.next ?? '', Place));
    expect(left()).toBe(ALL - first.delivered - second.delivered);
    expect(second.delivered).toBeGreaterThan(0);
  } finally {
    clock.mockRestore();
  }
});
