import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { onErrorUnlessStandalone, unlessStandalone } from './standalone.ts';
import type { Env } from '../env.ts';

const KEYS = { FORWARD_KEYS: 'k', CLIENT_KEYS: 'k' };

async function answerOf(
  route: () => Response,
  env: object,
): Promise<[number, { code?: string; detail?: string }]> {
  const app = new Hono<{ Bindings: Env }>();
  app.onError(onErrorUnlessStandalone);
  app.use(unlessStandalone);
  app.get('/', route);
  const answer = await app.request('/', {}, env);
  return [answer.status, await answer.json()];
}

const fails = (message: string) => () => {
  throw new Error(message);
};
const namesStart = { detail: expect.stringContaining('`npm start`') as string };

it('without keys every answer is a 503 that names npm start', async () => {
  expect(await answerOf(() => Response.json({}), {})).toEqual([
    503,
    expect.objectContaining({ code: 'not_configured', ...namesStart }),
  ]);
});

it.each([
  [
    'a binding without a Worker',
    () => new Response('Worker "web" not found. Make sure it is running locally.', { status: 503 }),
  ],
  [
    'a call to a Worker that is not there',
    fails('Worker "eventstore" not found. Make sure it is running locally.'),
  ],
  ['a database without migrations', fails('D1_ERROR: no such table: users: SQLITE_ERROR')],
])('%s is a 503 that names npm start', async (_what, route) => {
  expect(await answerOf(route, KEYS)).toEqual([
    503,
    expect.objectContaining({ code: 'service_unavailable', ...namesStart }),
  ]);
});

it('what a Worker answers itself stays as it is', async () => {
  const problem = () =>
    Response.json({ code: 'mine' }, { status: 503, headers: { 'content-type': 'application/problem+json' } });
  expect(await answerOf(problem, KEYS)).toEqual([503, { code: 'mine' }]);
  const [status, { code }] = await answerOf(fails('something else'), KEYS);
  expect([status, code]).toEqual([500, 'internal_error']);
});
