// Logout over several isolates, each with a memory of its own and reads that take their time.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CAUGHT, fcParameters } from '#shared/engine/testing/property';
import { LEASE_MS, RELEASED_MS, SessionLeases } from './session-lease.ts';
import type { User } from '../table.ts';

const USER = { id: 'user-1' } as User;

interface Visit {
  isolate: number;
  at: number;
  /** From the request to the instant at which the database looks, and from there to its answer. */
  there: number;
  back: number;
}

const visit = fc.record({
  isolate: fc.nat({ max: 2 }),
  at: fc.nat({ max: 1_500 }),
  there: fc.nat({ max: 200 }),
  back: fc.nat({ max: 400 }),
});
const visits = fc.array(visit, { maxLength: 30 });
const plan = fc.record({ visits, revokedAt: fc.integer({ min: 1, max: 800 }) });

interface Variant {
  waits: number;
  /** From when a lease counts. */
  since(visit: Visit): number;
}
const RIGHT: Variant = { waits: RELEASED_MS, since: ({ at }) => at };

/** When each request that was let in had come. */
function letIn({ visits, revokedAt }: { visits: Visit[]; revokedAt: number }, { since }: Variant): number[] {
  const isolates = [0, 1, 2].map(() => new SessionLeases());
  const steps = visits.flatMap((one) => [
    { time: one.at, one, arrives: true },
    { time: one.at + one.there + one.back, one, arrives: false },
  ]);
  const seen: number[] = [];
  for (const { time, one, arrives } of steps.toSorted((a, b) => a.time - b.time)) {
    const leases = isolates[one.isolate];
    const open = one.at + one.there < revokedAt;
    if (arrives && (leases?.recall('s', time) || open)) seen.push(time);
    // The isolate of the logout would forget: here it always happens in another one.
    if (!arrives && open) leases?.remember('s', USER, since(one));
  }
  return seen;
}

const holds = (variant: Variant) =>
  fc.property(plan, (all) => {
    const answeredAt = all.revokedAt + variant.waits;
    return letIn(all, variant).every((at) => at < answeredAt);
  });

test('once a logout is answered, no isolate lets the session in', () => {
  fc.assert(holds(RIGHT), fcParameters(500));
});

test.each<[string, Variant]>([
  ['a logout that does not wait', { ...RIGHT, waits: 0 }],
  ['a logout that waits for half of a lease', { ...RIGHT, waits: LEASE_MS / 2 }],
  [
    'a lease that counts from the end of the read',
    { ...RIGHT, since: ({ at, there, back }) => at + there + back },
  ],
])('caught: %s', (_name, variant) => {
  expect(fc.check(holds(variant), CAUGHT).failed).toBe(true);
});

test('a lease ends, also when the clock is turned back, and when it is forgotten', () => {
  const leases = new SessionLeases();
  leases.remember('s', USER, 1_000);
  expect(leases.recall('s', 1_000 + LEASE_MS - 1)).toBe(USER);
  expect(leases.recall('s', 1_000 + LEASE_MS)).toBeUndefined();
  expect(leases.recall('s', 999)).toBeUndefined();
  leases.forget('s');
  expect(leases.recall('s', 1_000)).toBeUndefined();
});

test('a query for one session includes those in use whose leases have ended or soon will', () => {
  const leases = new SessionLeases();
  for (const id of ['used', 'unused', 'gone']) leases.remember(id, USER, 1_000);
  leases.remember('fresh', USER, 1_000 + LEASE_MS);
  for (const id of ['used', 'gone']) leases.recall(id, 1_001);
  leases.recall('fresh', 1_000 + LEASE_MS);
  leases.forget('gone');
  expect(leases.due(1_001, 50)).toEqual([]);
  expect(leases.due(1_000 + LEASE_MS, 50)).toEqual(['used']);
  expect(leases.due(1_000 + LEASE_MS, 0)).toEqual([]);
  leases.remember('used', USER, 1_000 + LEASE_MS);
  expect(leases.due(1_000 + 2 * LEASE_MS, 50)).toEqual(['fresh']);
});

test('the memory is bounded: the oldest goes first', () => {
  const leases = new SessionLeases();
  for (let n = 0; n <= 1_000; n++) leases.remember(`s${n}`, USER, 0);
  expect([leases.recall('s0', 0), leases.recall('s1', 0)]).toEqual([undefined, USER]);
});
