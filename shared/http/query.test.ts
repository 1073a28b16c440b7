// Query strings of every service: what could be read in two ways is refused, and so is what no route described.
import { Hono } from 'hono';
import * as z from 'zod';
import { expect, test } from 'vitest';
import { AtLeast, PageAtLeast } from './list-query.ts';
import { onError } from './problem.ts';
import { query } from './service.ts';

const app = new Hono();
app.onError(onError);
app.get('/list', (c) => c.json(query(c, PageAtLeast)));
app.get('/one', (c) => c.json(query(c, AtLeast.extend({ q: z.string().optional() }))));

test.each([
  'limit=1&limit=2',
  'limit=1&limit=1',
  'cursor=a&limit=1&cursor=b',
  'limit=0x10',
  'limit=1e3',
  'limit=%205',
  'limit=',
  'limit=+5',
  'limit=٣',
  'limit=1.0',
  'limit=201',
  'min_position=',
  'min_position=-1',
  'min_position=99999999999999999999',
  'statsu=failed',
  'user_id=somebody',
  '__proto__=1',
])('%s is refused', async (text) => {
  const answer = await app.request(`/list?${text}`);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: 'validation_failed' });
});

test('parameters that are described and given once are read', async () => {
  expect(await (await app.request('/list?limit=7&min_position=0')).json()).toEqual({ limit: 7, min_position: 0 });
  expect(await (await app.request('/one?q=%26limit%3D1')).json()).toEqual({ q: '&limit=1' });
});
