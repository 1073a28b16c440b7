// Which other origins may call (C12), and how much one user may do and keep (C18).
import { expect, test } from 'vitest';
import { http } from '../../test/env.ts';
import { fakes } from '../../test/worker.ts';
import { parseQuota } from './quota.ts';

let logins = 0;
async function logIn() {
  const response = await http('/auth/dev-token', {
    method: 'POST',
    body: JSON.stringify({ login: `limited-${++logins}` }),
    headers: { 'cf-connecting-ip': crypto.randomUUID() },
  });
  const { token } = await response.json<{ token: string }>();
  return (method: string, path: string, init: RequestInit = {}) =>
    http(path, { method, ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
}

const FRIEND = 'https://friend.example';
const corsOf = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-') || name === 'vary'));
const preflight = (origin: string, path = '/api/v1/albums') =>
  http(path, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'DELETE' } });

test('a page of a listed origin may call the API with a token, and never with the cookie', async () => {
  const asked = await preflight(FRIEND);
  expect(asked.status).toBe(204);
  expect(corsOf(asked)).toMatchObject({ 'access-control-allow-origin': FRIEND, vary: 'Origin' });
  expect(asked.headers.get('access-control-allow-methods')).toContain('DELETE');
  const call = await logIn();
  const answer = await call('GET', '/api/v1/albums', { headers: { origin: FRIEND } });
  expect(answer.status).toBe(200);
  expect(corsOf(answer)).toMatchObject({ 'access-control-allow-origin': FRIEND, vary: 'Origin' });
  for (const one of [asked, answer]) expect(corsOf(one)).not.toHaveProperty('access-control-allow-credentials');
});

test.each([
  'null',
  'https://evil.example',
  'http://friend.example',
  'https://friend.example:8443',
  'https://sub.friend.example',
  'https://friend.example.evil.example',
  'https://FRIEND.example',
  '*',
  '',
])('the origin %j gets nothing', async (origin) => {
  const call = await logIn();
  const answers = [await preflight(origin), await call('GET', '/api/v1/albums', { headers: { origin } })];
  expect(answers[0]?.status).toBe(405);
  for (const answer of answers) expect(corsOf(answer)).toEqual({ vary: 'Origin' });
});

test('the login and the UI are open to no other origin', async () => {
  for (const path of ['/auth/dev-token', '/auth/logout', '/'])
    expect(corsOf(await preflight(FRIEND, path))).not.toHaveProperty('access-control-allow-origin');
});

test.each([
  ['POST', '/api/v1/albums/album-1/export', 3],
  ['POST', '/api/v1/albums', 90],
] as const)('%s %s: after %i at once this user has to wait, and no other', async (method, path, count) => {
  const [alice, bob] = [await logIn(), await logIn()];
  for (let n = 0; n < count; n++) expect((await alice(method, path, { body: '{}' })).status).toBe(200);
  const refused = await alice(method, path, { body: '{}' });
  expect(await refused.json()).toMatchObject({ status: 429, code: 'too_many_requests' });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await bob(method, path, { body: '{}' })).status).toBe(200);
});

test('live feeds are limited, too', async () => {
  const call = await logIn();
  const open = () => call('GET', '/api/v1/live', { headers: { upgrade: 'websocket' } });
  const statuses = [];
  for (let n = 0; n < 4; n++) statuses.push((await open()).status);
  expect(statuses).toEqual([101, 101, 101, 429]);
});

test('an upload over the quota of bytes or of files is refused, also when several come before the library knows', async () => {
  const upload = (call: Awaited<ReturnType<typeof logIn>>, size: number) =>
    call('POST', '/api/v1/media', { body: new Uint8Array(size) });
  fakes.usage = { files: 0, bytes: 500 };
  const bytes = await logIn();
  expect((await upload(bytes, 300)).status).toBe(200);
  expect(await (await upload(bytes, 300)).json()).toMatchObject({ status: 403, code: 'quota_exceeded' });
  expect((await upload(bytes, 100)).status).toBe(200);
  fakes.usage = { files: 9, bytes: 0 };
  const files = await logIn();
  expect((await upload(files, 1)).status).toBe(200);
  expect(await (await upload(files, 1)).json()).toMatchObject({ status: 403, code: 'quota_exceeded' });
  fakes.usage = { files: 0, bytes: 0 };
});

test('of 32 uploads at once no more get in than there is room for, with a length or without one', async () => {
  fakes.usage = { files: 0, bytes: 0 };
  const ofBytes = await logIn();
  const sized = Array.from({ length: 32 }, () => ofBytes('POST', '/api/v1/media', { body: new Uint8Array(300) }));
  const statuses = (await Promise.all(sized)).map(({ status }) => status);
  expect([statuses.filter((status) => status === 200).length, new Set(statuses)]).toEqual([
    3,
    new Set([200, 403]),
  ]);

  const ofFiles = await logIn();
  const small = Array.from({ length: 32 }, () => ofFiles('POST', '/api/v1/media', { body: new Uint8Array(1) }));
  expect((await Promise.all(small)).filter(({ status }) => status === 200)).toHaveLength(10);

  const unsaid = await logIn();
  const body = () => new Response(new Uint8Array(1)).body?.pipeThrough(new IdentityTransformStream()) ?? null;
  expect((await unsaid('POST', '/api/v1/media', { body: body() })).status).toBe(403);
});

test('a library that hangs holds no upload up, and refuses none', async () => {
  const call = await logIn();
  fakes.usageSaid = new Promise(() => undefined);
  expect((await call('POST', '/api/v1/media', { body: new Uint8Array(1) })).status).toBe(200);
  fakes.usageSaid = Promise.resolve();
});

test('an upload that was refused takes no room', async () => {
  const call = await logIn();
  const refused = () => call('POST', '/api/v1/media', { body: '{"answer":415}'.padEnd(900) });
  expect([(await refused()).status, (await refused()).status]).toEqual([415, 415]);
});

test.each(['', '1', '0/1', '1/0', 'a/b', '1/1/1'])('"%s" is not a quota', (text) => {
  expect(() => parseQuota(text)).toThrow('not a quota');
});
