// Delays between tries (invariant G8): never shorter than the base, never longer than the cap or what doubling allows,
// and spread over the whole range between them, so that calls that failed together are not repeated together.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { backoffMs } from './backoff.ts';

type Delay = typeof backoffMs;

const backoff = fc
  .tuple(fc.integer({ min: 1, max: 10_000 }), fc.nat(3_600_000))
  .map(([base_ms, more]) => ({ base_ms, cap_ms: base_ms + more }));
/** Few at first, then as many as a consumer fails in a year, and more than any number can be doubled. */
const attempt = fc.oneof(
  fc.nat(12),
  fc.nat(100_000),
  fc.constantFrom(30, 31, 32, 1023, 1024, Number.MAX_SAFE_INTEGER),
);
const random = fc.oneof(
  fc.constantFrom(0, 0.5, 1 - Number.EPSILON),
  fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
);

const bounded = (delay: Delay) =>
  fc.property(backoff, attempt, random, (by, n, r) => {
    const ms = delay(by, n, r);
    expect(ms, 'G8: at least the base').toBeGreaterThanOrEqual(by.base_ms);
    expect(ms, 'G8: at most the cap').toBeLessThanOrEqual(by.cap_ms);
    expect(ms, 'G8: doubled once a try').toBeLessThanOrEqual(by.base_ms * 2 ** n);
  });

/** Where there is room above the base, there is a `random` for each millisecond of it. */
const spread = (delay: Delay) =>
  fc.property(backoff, attempt, fc.nat(), ({ base_ms, cap_ms }, n, nth) => {
    const room = Math.min(cap_ms, base_ms * 2 ** n) - base_ms;
    fc.pre(room > 0);
    const ms = base_ms + (nth % (room + 1));
    expect(delay({ base_ms, cap_ms }, n, (ms - base_ms) / room), 'G8: jitter over the whole range').toBe(ms);
  });

const MUTANTS: Record<string, [typeof bounded, Delay]> = {
  'no jitter': [spread, (by, n) => backoffMs(by, n, 1)],
  'always the base': [spread, ({ base_ms }) => base_ms],
  'jitter over one half only': [spread, (by, n, r) => backoffMs(by, n, 0.5 + r / 2)],
  'no cap': [bounded, (by, n, r) => backoffMs({ ...by, cap_ms: Infinity }, n, r)],
  'jitter from zero': [bounded, (by, n, r) => r * backoffMs(by, n, 1)],
  'at the cap from the start': [bounded, (by, _, r) => backoffMs(by, 30, r)],
  'doubled in 32 bits': [bounded, ({ base_ms, cap_ms }, n) => Math.min(cap_ms, base_ms << n)],
};

describe('the delay before the next try', () => {
  it('is at least the base and at most what the cap and doubling allow, after any number of tries', () =>
    fc.assert(bounded(backoffMs), fcParameters(2_000)));

  it('is spread over that whole range', () => fc.assert(spread(backoffMs), fcParameters(2_000)));

  it.each(Object.entries(MUTANTS))('(%s is caught)', (_, [property, delay]) => {
    const { errorInstance } = fc.check(property(delay), { seed: 1, numRuns: 2_000 });
    expect(String(errorInstance)).toContain('G8');
  });
});
