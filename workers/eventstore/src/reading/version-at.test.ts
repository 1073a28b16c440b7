// The state at an instant hides nothing because one clock was wrong, and shows nothing early because of it (R7, S9).
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { VersionAt } from './version-at.ts';

const NOW = 1_000_000;

function versionOf(times: readonly number[], at: number): number {
  const found = new VersionAt(at, NOW);
  times.forEach((time, n) => found.take(n + 1, time));
  return found.version;
}
const happenedBy = (times: readonly number[], at: number) => times.filter((time) => time <= at).length;

/** Times of events by a clock that is right, some apart. */
const times = fc
  .array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 30 })
  .map((steps) => steps.reduce<number[]>((all, step) => [...all, (all.at(-1) ?? 0) + step], []));
const instant = fc.integer({ min: -10, max: 40_000 });

it('is what had happened by then, where the clock was right', () =>
  fc.assert(
    fc.property(times, instant, (right, at) => {
      expect(versionOf(right, at)).toBe(happenedBy(right, at));
    }),
    fcParameters(300),
  ));

it('is what had happened by then, though one of the events is of a clock far ahead or far behind', () =>
  fc.assert(
    fc.property(times, instant, fc.nat(), fc.boolean(), fc.boolean(), (right, at, nth, isAhead, hasCome) => {
      const wrong = nth % right.length;
      const far = isAhead ? (hasCome ? 900_000 : 9_000_000) : -900_000;
      const said = right.map((time, n) => (n === wrong ? far : time));
      const exact = happenedBy(right, at);
      // Its true time is unknown; and with one event on its other side, which of the two is wrong is undecidable.
      const isNear = Math.abs(wrong - exact) <= 1;
      const found = versionOf(said, at);
      expect(Math.abs(found - exact)).toBeLessThanOrEqual(isNear ? 2 : 0);
    }),
    fcParameters(1_000),
  ));

it('never goes back when asked for a later instant, however wrong the clocks were', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 })), instant, fc.nat(100), (said, at, later) => {
      expect(versionOf(said, at + later)).toBeGreaterThanOrEqual(versionOf(said, at));
    }),
    fcParameters(300),
  ));

it('is all there is, for now and later', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 * NOW })), fc.nat(10), (said, later) => {
      expect(versionOf(said, NOW + later)).toBe(said.length);
    }),
    fcParameters(300),
  ));
