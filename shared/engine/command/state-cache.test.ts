import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { stateCache, statesOf } from './state-cache.ts';

const at = (version: number) => ({ version, state: `v${version}` });

test('the least recently used state goes first', () => {
  const cache = stateCache<string>({ states: 2, events: 1000 });
  cache.remember('a', at(1));
  cache.remember('b', at(1));
  cache.recall('a');
  cache.remember('c', at(1));
  expect(['a', 'b', 'c'].map((id) => cache.recall(id)?.version)).toEqual([1, undefined, 1]);
});

test('the state of a long stream evicts others, and is kept itself', () => {
  const cache = stateCache<string>({ states: 10, events: 100 });
  cache.remember('a', at(60));
  cache.remember('long', at(5000));
  expect([cache.recall('a'), cache.recall('long')]).toEqual([undefined, at(5000)]);
});

test('the state of an empty stream is not cached', () => {
  const cache = stateCache<string>();
  cache.remember('a', at(0));
  expect(cache.recall('a')).toBeUndefined();
});

test('no two deciders and no two stores share a state', () => {
  const [store, decider] = [{}, { initialState: '' }];
  statesOf(store, decider).remember('a', at(3));
  expect(statesOf(store, decider).recall('a')).toEqual(at(3));
  expect(statesOf(store, { ...decider }).recall('a')).toBeUndefined();
  expect(statesOf({}, decider).recall('a')).toBeUndefined();
});

test('stays within its limits, and never answers with an older state than it was last given', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const known = fc.record({ id: fc.constantFrom(...ids), version: fc.integer({ min: 1, max: 40 }) });
  fc.assert(
    fc.property(fc.array(known, { maxLength: 60 }), (all) => {
      const cache = stateCache<string>({ states: 3, events: 60 });
      for (const { id, version } of all) {
        const before = cache.recall(id)?.version ?? 0;
        cache.remember(id, at(version));
        expect(cache.recall(id)).toEqual(at(Math.max(before, version)));
        const kept = ids.flatMap((one) => cache.recall(one) ?? []);
        expect(kept.length).toBeLessThanOrEqual(3);
        if (kept.length > 1) expect(kept.reduce((sum, one) => sum + one.version, 0)).toBeLessThanOrEqual(60);
      }
    }),
    fcParameters(300),
  );
});
