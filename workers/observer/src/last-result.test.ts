import { expect, it } from 'vitest';
import { nextResult, stateOf, type CheckResult } from './last-result.ts';

const GREEN: CheckResult = {
  id: 'positions-dense',
  title: 'Positions are dense',
  state: 'green',
  checked_at: 'T1',
  covered_since: 'T1',
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
  const second = nextResult(first, [{ ...GREEN, checked_at: 'T3', covered_since: 'T3' }], 'T2');
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

it('how far a pass of several rounds has got is news, and so is when the last whole one began', () => {
  const passing: CheckResult = { ...GREEN, checked_at: 'T2', checked: 1, total: 4 };
  let board = nextResult(first, [passing], 'T2');
  expect(board.changed_at).toBe('T2');
  board = nextResult(board, [{ ...passing, checked_at: 'T3', checked: 2 }], 'T3');
  expect(board.changed_at).toBe('T3');
  board = nextResult(board, [{ ...passing, checked_at: 'T4', checked: 2, covered_since: 'T2' }], 'T4');
  expect(board.changed_at).toBe('T4');
});

it('nothing holds before everything has been looked at, and what is broken is so before', () => {
  const one = { text: 'a hole', code: 'hole', positions: [] };
  expect(stateOf({ broken: [], wholeSince: null })).toBe('looking');
  expect(stateOf({ broken: [], wholeSince: 0 })).toBe('green');
  expect(stateOf({ broken: [one], wholeSince: null })).toBe('red');
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
  const { covered_since: _, ...older } = { ...GREEN, checked_at: 'T0' };
  const kept = nextResult({ results: [older], checked_at: 'T0', changed_at: 'T0' }, [GREEN], 'T1');
  expect(kept.results[0]?.history).toEqual([{ at: 'T1', state: 'green' }]);
});
