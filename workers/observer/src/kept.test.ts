import { expect, it } from 'vitest';
import type { Invariant } from '#shared/mediahub/invariants';
import { keep } from './kept.ts';

const GREEN: Invariant = {
  id: 'positions-dense',
  title: 'Positions are dense',
  state: 'green',
  checked_at: null,
  checked: 3,
  problem: null,
  evidence: [],
};
const EVIDENCE = [{ text: 'position 3 follows 1', events: [] }];

const first = keep(undefined, [GREEN], 'T1');

it('the first check is news', () => {
  expect(first.changed_at).toBe('T1');
});

it('a check that finds the same is no news, only its time is', () => {
  const second = keep(first, [GREEN], 'T2');
  expect(second).toMatchObject({ checked_at: 'T2', changed_at: 'T1', results: [{ checked_at: 'T2' }] });
});

it.each<[string, Partial<Invariant>]>([
  ['a state', { state: 'red' }],
  ['the evidence', { evidence: EVIDENCE }],
  ['a problem', { state: 'unknown', problem: 'no answer' }],
  ['how much was checked', { checked: 4 }],
])('%s that differs is news', (_, difference) => {
  expect(keep(first, [{ ...GREEN, ...difference }], 'T2').changed_at).toBe('T2');
});
