import { expect, test } from 'vitest';
import * as z from 'zod';
import { queryNumber } from './query-number.ts';

const Query = z.object({ limit: queryNumber(z.int().min(1).max(200)).default(50) });

test.each([
  '',
  ' ',
  '0x10',
  '1e2',
  '10.0',
  '+10',
  '-1',
  '010',
  ' 10',
  '10 ',
  '１０',
  'Infinity',
  'NaN',
  '9'.repeat(17),
  'true',
])('limit=%s is no number', (limit) => {
  expect(Query.safeParse({ limit }).success).toBe(false);
});

test.each([
  ['1', 1],
  ['200', 200],
  [undefined, 50],
])('limit=%s is %i', (limit, number) => {
  expect(Query.parse({ limit })).toEqual({ limit: number });
});

test('the API description states the accepted range', () => {
  expect(z.toJSONSchema(Query, { io: 'input' })).toMatchObject({
    properties: { limit: { type: 'integer', minimum: 1, maximum: 200 } },
  });
});
