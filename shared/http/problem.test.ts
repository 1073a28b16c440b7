// What a store says when it cannot answer, as it says it, and what a client gets.
import { Hono } from 'hono';
import { beforeEach, expect, it, vi } from 'vitest';
import { onError } from './problem.ts';

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));

const answerTo = (error: unknown) => {
  const app = new Hono();
  app.onError(onError);
  app.get('/', () => {
    throw error;
  });
  return app.request('/');
};
const withProperty = (name: 'retryable' | 'overloaded') =>
  Object.assign(new Error('internal error'), { [name]: true });

it.each([
  'D1_ERROR: database is locked: SQLITE_BUSY',
  'D1_ERROR: Failed to get session commit token: internal error; reference = b54qn9i7bgca5an9u81meibv',
  'D1_ERROR: D1 DB reset because its code was updated.',
  'D1_ERROR: Internal error while starting up D1 DB storage caused object to be reset.',
  'D1_ERROR: Network connection lost.',
  'D1_ERROR: Internal error in D1 DB storage caused object to be reset.',
  'D1_ERROR: Cannot resolve D1 DB due to transient issue on remote node.',
  "D1_ERROR: Can't read from request stream because client disconnected.",
  'D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.',
  'D1_ERROR: D1 DB is overloaded. Requests queued for too long.',
  'Durable Object is overloaded. Too many requests for the same object within a 10 second window.',
  'Your account is generating too much load on Durable Objects. Please back off and try again later.',
  'Connection closed: this Durable Object instance is no longer active. Reconnect or retry the request.',
  'get: We encountered an internal error. Please try again. (10001)',
  'put: Service is temporarily unavailable. (10043)',
])('says of a store that does not answer at this moment when to try again: %s', async (message) => {
  for (const error of [new Error(message), new Error('failed', { cause: new Error(message) })]) {
    const answer = await answerTo(error);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await answer.json()).toMatchObject({ code: 'storage_unavailable' });
  }
});

it.each(['retryable', 'overloaded'] as const)('knows an object that is %s by that property', async (name) => {
  expect((await answerTo(withProperty(name))).status).toBe(503);
});

it.each([
  ['507', 'D1_ERROR: database or disk is full: SQLITE_FULL'],
  ['500', 'D1_ERROR: no such column: busy: SQLITE_ERROR'],
  ['500', 'D1_ERROR: D1 DB exceeded its CPU time limit and was reset.'],
  ['500', 'put: Your metadata headers exceed the maximum allowed metadata size. (10012)'],
])('and of nothing else: %s %s', async (status, message) => {
  const answer = await answerTo(new Error(message));
  expect([String(answer.status), answer.headers.get('retry-after')]).toEqual([status, null]);
});
