// In an isolate one request at a time packs an export, also when one vanishes in the middle; and versions of that with a mistake.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { visited, visits, type Serve } from '#shared/engine/testing/isolate';
import { fcParameters } from '#shared/engine/testing/property';
import { once } from './under-way.ts';

const LEASE_MS = 60_000;
let exports = 0;

/** Works on an export of its own, and says so now and then: one call takes longer than the lease. */
const packing = (): Serve => {
  const id = `export ${exports++}`;
  return (call, now) =>
    once(id, now, async (alive) => {
      await call();
      alive();
      return true;
    });
};

/** No call takes longer than the lease: a request renews the lease between its calls. */
const short = visits.map((plan) => plan.map((visit) => ({ ...visit, takes_ms: visit.takes_ms % LEASE_MS })));
const holds = (serve: () => Serve) => fc.asyncProperty(short, (plan) => visited(serve(), plan, true, LEASE_MS));

it('an export is packed by one at a time, and by the next one when that has vanished', () =>
  fc.assert(holds(packing), fcParameters(100)));

/** As it was: freed in a `finally`. */
const freedAtTheEnd = (): Serve => {
  let writing = false;
  return async (call) => {
    if (writing) return null;
    writing = true;
    try {
      await call();
      return true;
    } finally {
      writing = false;
    }
  };
};
const notHeld = (): Serve => async (call) => {
  await call();
  return true;
};

it.each([
  ['R5', 'what is freed in `finally` alone', freedAtTheEnd],
  ['X6', 'a guard that holds nothing', notHeld],
])('%s catches %s', async (label, _, mistake) => {
  const found = await fc.check(holds(mistake), { seed: 1, numRuns: 500 });
  expect(found.failed).toBe(true);
  expect(String(found.errorInstance)).toContain(`${label}: `);
});
