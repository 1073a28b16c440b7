// The gateway's own database takes no writes, because it is full or locked: users who are logged in go on reading, and a write
// says why it fails (invariant R5).
import { afterEach, beforeEach, expect, test } from 'vitest';
import { env, http } from '../../test/env.ts';

const FULL = "RAISE(ABORT, 'database or disk is full')";
const TABLES = ['sessions', 'rate_limits', 'answers', 'users', 'identities'];
const each = (statement: (table: string, on: string) => string) =>
  env.DB.batch(TABLES.flatMap((table) => ['INSERT', 'UPDATE'].map((on) => env.DB.prepare(statement(table, on)))));
const LOCKED = "RAISE(ABORT, 'database is locked: SQLITE_BUSY')";
const fill = (refusal = FULL) =>
  each((table, on) => `CREATE TRIGGER full_${table}_${on} BEFORE ${on} ON ${table} BEGIN SELECT ${refusal}; END`);
const makeRoom = () => each((table, on) => `DROP TRIGGER IF EXISTS full_${table}_${on}`);

let token = '';
beforeEach(async () => {
  const login = { login: `full-${crypto.randomUUID()}` };
  const response = await http('/auth/dev-token', { method: 'POST', body: JSON.stringify(login) });
  ({ token } = await response.json<{ token: string }>());
  // Not in use for an hour: the next request would note that it is.
  await env.DB.prepare("UPDATE sessions SET last_used_at = '2020-01-01T00:00:00.000Z'").run();
  await fill();
});
afterEach(makeRoom);

const call = (path: string, init: RequestInit = {}) =>
  http(path, {
    ...init,
    headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
  });

test.each(['/api/v1/media', '/api/v1/media/search?q=x', '/api/v1/albums', '/api/v1/me'])(
  'reading goes on: %s',
  async (path) => expect((await call(path)).status).toBe(200),
);

test('reading goes on, what has a rate too, while it is locked for writes, and a write under a key says that this passes', async () => {
  await makeRoom();
  await fill(LOCKED);
  for (const path of ['/api/v1/me', '/api/v1/media/search?q=x']) expect((await call(path)).status).toBe(200);
  const keyed = await call('/api/v1/albums', { method: 'POST', body: '{}', headers: { 'idempotency-key': 'k' } });
  expect(keyed.headers.get('retry-after')).toBe('1');
  expect(await keyed.json()).toMatchObject({ status: 503, code: 'storage_unavailable' });
});

test('reading goes on for a program with a token of its own', async () => {
  await makeRoom();
  const body = JSON.stringify({ name: 'backup', scopes: ['read'], expires_in_days: 1 });
  const made = await call('/api/v1/me/tokens', { method: 'POST', body });
  const { token: own } = await made.json<{ token: string }>();
  await env.DB.prepare(
    `CREATE TRIGGER full_tokens BEFORE UPDATE ON personal_tokens BEGIN SELECT ${FULL}; END`,
  ).run();
  await fill();
  const answer = await http('/api/v1/media', { headers: { authorization: `Bearer ${own}` } });
  await env.DB.prepare('DROP TRIGGER full_tokens').run();
  expect(answer.status).toBe(200);
});

test('a write under a key says why it is refused, and so does a login', async () => {
  const keyed = await call('/api/v1/albums', { method: 'POST', body: '{}', headers: { 'idempotency-key': 'k' } });
  expect(await keyed.json()).toMatchObject({ status: 507, code: 'storage_full' });
  const login = await http('/auth/dev-token', { method: 'POST', body: JSON.stringify({ login: 'another' }) });
  expect(await login.json()).toMatchObject({ status: 507, code: 'storage_full' });
});

test('and when there is room again, all goes on by itself', async () => {
  await makeRoom();
  const headers = { 'idempotency-key': crypto.randomUUID() };
  expect((await call('/api/v1/albums', { method: 'POST', body: '{}', headers })).status).toBe(200);
  const { last_used_at } = (await env.DB.prepare('SELECT MAX(last_used_at) AS last_used_at FROM sessions').first<{
    last_used_at: string;
  }>()) ?? { last_used_at: '' };
  expect(last_used_at > '2020-01-02').toBe(true);
});
