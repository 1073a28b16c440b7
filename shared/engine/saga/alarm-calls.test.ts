// An alarm of a saga stays below the calls that a request may make, however quickly its steps follow each other.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fcParameters } from '../testing/property.ts';
import { AlarmCalls } from './alarm-calls.ts';

/** The commands of a saga, put off to another alarm where one refuses: the calls of each alarm. */
function alarmsOf(steps: readonly { calls?: number }[]): number[] {
  let budget = new AlarmCalls();
  const alarms = [0];
  for (const step of steps) {
    if (!budget.take(step)) {
      budget = new AlarmCalls();
      expect(budget.take(step), 'an alarm sends one command at least').toBe(true);
      alarms.push(0);
    }
    alarms.push((alarms.pop() ?? 0) + (step.calls ?? 8));
  }
  return alarms;
}

it('leaves to the next alarm what would be too many', () => {
  expect(alarmsOf([{}, {}, {}])).toEqual([24]);
  expect(alarmsOf([{ calls: 26 }, { calls: 20 }, {}, {}])).toEqual([26, 28, 8]);
});

it('no alarm makes more than it may, and every command goes out', () => {
  const steps = fc.array(fc.record({ calls: fc.integer({ min: 1, max: 32 }) }, { requiredKeys: [] }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(steps, (all) => {
      const alarms = alarmsOf(all);
      expect(Math.max(...alarms)).toBeLessThanOrEqual(32);
      expect(alarms.reduce((sum, calls) => sum + calls, 0)).toBe(
        all.reduce((sum, { calls = 8 }) => sum + calls, 0),
      );
    }),
    fcParameters(200),
  );
});
