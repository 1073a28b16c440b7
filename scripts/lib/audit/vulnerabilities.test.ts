import { expect, test } from 'vitest';
import { countsIn, vulnerabilities } from './vulnerabilities.ts';

test('counts are what npm says', () => {
  const said = { metadata: { vulnerabilities: { low: 1, high: 2, critical: 0, total: 3 } } };
  expect(countsIn(JSON.stringify(said))).toEqual({ low: 1, high: 2, critical: 0 });
});

test.each(['', 'not found', '{}', '{"message":"404","error":{"summary":"","detail":""}}', '{"metadata":{}}'])(
  'of an answer like "%s" nothing is known, and nothing is said to be well',
  (stdout) => {
    expect(countsIn(stdout)).toBeUndefined();
  },
);

test('a registry that cannot be asked is no good news', async () => {
  expect(await vulnerabilities('/nowhere/npm')).toBeUndefined();
});
