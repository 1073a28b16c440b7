// How often one invocation calls a consumer: less than Cloudflare lets it call other Workers, however much there is to deliver,
// and all of it is delivered by those that follow.
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ANY_EVENTS } from '../../testing/any-events.ts';
import { kvOver } from '../../testing/eventstore/restore-plan.ts';
import { eventAt } from '../../testing/log-of.ts';
import { fcParameters } from '../../testing/property.ts';
import { durableSql } from '../../testing/sqlite.ts';
import { PARKING_SCHEMA, ParkingLot } from './ParkingLot.ts';
import { retryParked } from './retry-parked.ts';
import { PAGE } from './schedule.ts';
import { SelfRepair } from './SelfRepair.ts';
import { SubscriptionProcessor } from './SubscriptionProcessor.ts';

const MOST_CALLS_OF_OTHER_WORKERS = 32;

let calls: number;
beforeEach(() => (calls = 0));

describe('a subscription that is far behind', () => {
  const HEAD = PAGE * 40;
  let cuts: number;

  /** @param own how often its consumer calls others for the n-th page */
  const behind = (own: (n: number) => number) => {
    cuts = 0;
    let pages = 0;
    const answer = (checkpoint: number) => {
      const more = own(pages++);
      calls += 1 + more;
      return Promise.resolve({ checkpoint, calls: more });
    };
    return new SubscriptionProcessor(
      { name: 'things', checkpoint: 0, trouble: null },
      {
        read: (after, _, limit) =>
          Promise.resolve(
            Array.from({ length: Math.min(limit, HEAD - after) }, (__, n) => eventAt(after + n + 1)),
          ),
        deliver: ({ to }) => answer(to),
        send: ({ to: checkpoint }) => {
          calls++;
          return Promise.resolve({ checkpoint });
        },
        verify: (delivered) => Promise.resolve(delivered),
        parked: { heads: () => new Map(), park: () => undefined, tookEffect: () => undefined },
        moved: () => undefined,
        settled: () => undefined,
        cut: () => cuts++,
        now: () => 0,
        random: () => 0,
      },
    );
  };

  it.each([
    ['by a notice', (one: SubscriptionProcessor) => one.pump(HEAD)],
    ['by its alarm', (one: SubscriptionProcessor) => one.pumpAll()],
  ])('delivers a part at a time, %s, and says that there is more', async (_, run) => {
    const one = behind(() => 0);
    for (let alarms = 0; one.state.checkpoint < HEAD; alarms++) {
      calls = 0;
      await run(one);
      expect(calls).toBeLessThanOrEqual(MOST_CALLS_OF_OTHER_WORKERS / 2);
      if (one.state.checkpoint < HEAD) expect([cuts, one.isCut, one.isDone]).toEqual([alarms + 1, true, false]);
    }
    await one.pumpAll();
    expect([one.isCut, one.state.checkpoint]).toEqual([false, HEAD]);
  });

  it('stops earlier where its consumer calls others, which the platform counts as its own calls', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20), { minLength: 40, maxLength: 40 }), async (own) => {
        const one = behind((n) => own[n] ?? 0);
        while (one.state.checkpoint < HEAD) {
          calls = 0;
          await one.pumpAll();
          expect(calls).toBeLessThan(MOST_CALLS_OF_OTHER_WORKERS);
        }
      }),
      fcParameters(30),
    ));
});

describe('what an outage has parked', () => {
  let lot: ParkingLot;
  let itself: SelfRepair;
  beforeEach(() => {
    lot = new ParkingLot(durableSql(...PARKING_SCHEMA).sql, ANY_EVENTS);
    itself = new SelfRepair(kvOver(new Map()), lot, () => 0.5);
  });
  const park = (position: number, partition: string, attempts: number) =>
    lot.park(partition, eventAt(position), 'D1 is away', attempts, '2026-01-01T00:00:00.000Z');
  const apply = () => {
    calls++;
    return Promise.resolve();
  };
  /** With the call that says how things are, as a subscription makes it. */
  const retry = async (position: number) => {
    calls++;
    return retryParked(lot, position, apply, () => Promise.resolve(true));
  };

  it.each([
    ['many partitions with one event', 300, 1],
    ['a few with many behind it', 4, 100],
  ])('heals a part at a time, and at once: %s', async (_, partitions, events) => {
    let position = 0;
    for (let n = 0; n < events; n++)
      for (let p = 0; p < partitions; p++) park(++position, `thing-${p}`, n === 0 ? 5 : 0);
    let now = Date.UTC(2026, 0, 1);
    const begun = now + 10 * 60_000;
    for (let next: number | null = now; next !== null && lot.count(1e6) > 0;) {
      now = Math.max(now, next);
      calls = 0;
      next = await itself.goOn(1e6, () => now, retry);
      expect(calls).toBeLessThanOrEqual(MOST_CALLS_OF_OTHER_WORKERS / 2 + 4);
    }
    expect(lot.count(1e6)).toBe(0);
    expect(now).toBeLessThan(begun);
  });
});
