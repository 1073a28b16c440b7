import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { bucketOf, has, knows, minus, NO_IDS, plus, type IdSet } from './id-set.ts';

const IDS = ['a-00', 'b-00', 'a-01', 'x'];
const steps = fc.array(fc.tuple(fc.boolean(), fc.constantFrom(...IDS)), { maxLength: 50 });

test('it holds what a set holds, and no older version ever changes', () => {
  fc.assert(
    fc.property(steps, (history) => {
      const model = new Set<string>();
      let set = NO_IDS;
      for (const [adding, id] of history) {
        const old = set;
        const before = [...model];
        if (adding) model.add(id);
        else model.delete(id);
        set = adding ? plus(old, id) : minus(old, id);
        expect(IDS.filter((one) => has(set, one)).toSorted()).toEqual([...model].toSorted());
        expect(before.every((known) => has(old, known))).toBe(true);
      }
    }),
    fcParameters(200),
  );
});

test('one that knows some buckets goes on with these as the whole does, and says nothing about the others', () => {
  fc.assert(
    fc.property(steps, steps, fc.subarray(['00', '01', 'x']), (before, after, known) => {
      const run = (from: IdSet, history: readonly (readonly [boolean, string])[]) =>
        history.reduce((set, [adding, id]) => (adding ? plus(set, id) : minus(set, id)), from);
      const whole = run(NO_IDS, before);
      const buckets = new Map(known.map((bucket) => [bucket, whole.buckets.get(bucket) ?? new Set<string>()]));
      const partial = run({ buckets, whole: false }, after);
      const all = run(whole, after);
      for (const id of IDS)
        if (knows(partial, bucketOf(id))) expect(has(partial, id)).toBe(has(all, id));
        else expect(() => has(partial, id)).toThrow('not loaded');
      expect(IDS.filter((id) => knows(partial, bucketOf(id)))).toEqual(
        IDS.filter((id) => known.includes(bucketOf(id))),
      );
    }),
    fcParameters(200),
  );
});
