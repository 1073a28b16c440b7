import { expect, it } from 'vitest';
import { nextResult, type CheckResult } from './last-result.ts';

const GREEN: CheckResult = {
  id: 'positions-dense',
  title: 'Positions are dense',
  state: 'green',
  checked_at: 'T1',
  checked: 3,
  total: 3,
  problem: null,
  read_model: null,
  broken: 0,
  evidence: [],
};
const EVIDENCE = [
  { text: 'position 3 follows 1', code: 'hole', params: {}, about: null, differences: [], events: [] },
];

const first = nextResult(undefined, [GREEN], 'T1');

it('the first check is news', () => {
  expect(first.changed_at).toBe('T1');
});

it('a check that finds the same is no news, only its time is', () => {
  const second = nextResult(first, [{ ...GREEN, checked_at: 'T3' }], 'T2');
  expect(second).toMatchObject({ checked_at: 'T2', changed_at: 'T1', results: [{ checked_at: 'T3' }] });
});

it.each<[string, Partial<CheckResult>]>([
  ['a state', { state: 'red' }],
  ['the evidence', { evidence: EVIDENCE }],
  ['a problem', { state: 'unknown', problem: 'no answer' }],
  ['how much there is', { total: 4 }],
])('%s that differs is news', (_, difference) => {
  expect(nextResult(first, [{ ...GREEN, ...difference }], 'T2').changed_at).toBe('T2');
});

it('how far a round has got is no news: the rest comes with the next checks', () => {
  expect(nextResult(first, [{ ...GREEN, checked: 1 }], 'T2').changed_at).toBe('T1');
});

it('each change of a state is remembered with its time, a bounded number of them', () => {
  const red = nextResult(first, [{ ...GREEN, state: 'red', checked_at: 'T2' }], 'T2');
  const again = nextResult(red, [{ ...GREEN, state: 'red', checked_at: 'T3' }], 'T3');
  expect(again.results[0]?.history).toEqual([
    { at: 'T1', state: 'green' },
    { at: 'T2', state: 'red' },
  ]);
  let board = again;
  for (let n = 0; n < 200; n++)
    board = nextResult(board, [{ ...GREEN, state: n % 2 === 0 ? 'green' : 'red' }], `T${n + 4}`);
  expect(board.results[0]?.history).toHaveLength(60);
});

it('a board that an older version kept goes on without its history', () => {
  const older = { ...GREEN, checked_at: 'T0' };
  const kept = nextResult({ results: [older], checked_at: 'T0', changed_at: 'T0' }, [GREEN], 'T1');
  expect(kept.results[0]?.history).toEqual([{ at: 'T1', state: 'green' }]);
});
