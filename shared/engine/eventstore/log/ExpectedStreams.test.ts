import { beforeEach, expect, it } from 'vitest';
import { EXPECTED_MS, ExpectedStreams } from './ExpectedStreams.ts';

type Kv = ConstructorParameters<typeof ExpectedStreams>[0];

let rows: Map<string, unknown>;
const kv = {
  put: (key: string, value: unknown) => void rows.set(key, value),
  delete: (key: string) => rows.delete(key),
  list: ({ prefix }: { prefix: string }) => [...rows].filter(([key]) => key.startsWith(prefix)),
} as unknown as Kv;
const LATE = EXPECTED_MS + 60_000;

beforeEach(() => (rows = new Map([['mark', {}]])));

it('reminds of events that did not come, also after a restart, and of none too early', () => {
  const expected = new ExpectedStreams(kv);
  expect(expected.add(['a', 'b'], 1_000)).toBe(1_000 + EXPECTED_MS);
  expected.settle('a');
  expect(expected.due(1_000 + EXPECTED_MS)).toEqual([]);
  expect(expected.due(LATE)).toEqual(['b']);
  // The promise to a was kept, and its row is still there.
  expect(new ExpectedStreams(kv).due(LATE)).toEqual(['a', 'b']);
  expected.deleteOver();
  expect(new ExpectedStreams(kv).due(LATE)).toEqual(['b']);
  expected.settle('b');
  expect(expected.isEmpty).toBe(true);
  expected.add(['b', 'c'], 2_000);
  expect(new ExpectedStreams(kv).due(LATE)).toEqual(['b', 'c']);
});

it('keeps the row of a stream that is promised again after its first promise was kept', () => {
  const expected = new ExpectedStreams(kv);
  expected.add(['a'], 1_000);
  expected.settle('a');
  expected.add(['a'], 1_500);
  expected.deleteOver();
  expect(new ExpectedStreams(kv).due(LATE)).toEqual(['a']);
});

it('reminds at once where the clock has gone back', () => {
  const expected = new ExpectedStreams(kv);
  expected.add(['a'], 1_000_000);
  expect(expected.due(1_000)).toEqual(['a']);
});

it('promises no more than it can remember', () => {
  const expected = new ExpectedStreams(kv);
  const many = Array.from({ length: 10_000 }, (_, n) => `s${n}`);
  expect(expected.add(many, 1)).toBeGreaterThan(0);
  expect(expected.add(['one more'], 1)).toBe(0);
});
