// No JSON body of more than 256 KB is ever parsed: the gateway refuses it by its announced length before it authenticates, by
// count when that length is wrong or absent, and by the clock when the body does not arrive.
import { beforeAll, expect, test } from 'vitest';
import { JSON_MAX_BYTES, readBody } from '#shared/http/request-body';
import { http } from '../../test/env.ts';

let authorization: string;

beforeAll(async () => {
  const response = await http('/auth/dev-token', { method: 'POST', body: '{"login":"bounded"}' });
  authorization = `Bearer ${(await response.json<{ token: string }>()).token}`;
});

/** Endless, and counts what was taken from it. */
function endless() {
  const taken = { bytes: 0 };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      taken.bytes += 64 * 1024;
      if (taken.bytes > 64 * 1024 * 1024) controller.close();
      else controller.enqueue(new Uint8Array(64 * 1024).fill(0x20));
    },
  });
  return { taken, body };
}
const code = async (answer: Response) => `${answer.status} ${(await answer.json<{ code: string }>()).code}`;

const WRITES = [
  ['POST', '/auth/dev-token'],
  ['POST', '/api/v1/albums'],
  ['PUT', '/api/v1/albums/album-1'],
  ['PATCH', '/api/v1/media/media-1'],
  ['PUT', '/api/v1/chaos'],
] as const;

test.each(WRITES)('%s %s is refused by its length, with and without a login', async (method, path) => {
  const body = new Uint8Array(JSON_MAX_BYTES + 1).fill(0x20);
  for (const headers of [{}, { authorization }])
    expect(await code(await http(path, { method, body, headers }))).toBe('413 body_too_large');
});

test.each(WRITES)('%s %s of no announced length is refused as soon as it is too long', async (method, path) => {
  const { body } = endless();
  expect(await code(await http(path, { method, body, headers: { authorization } }))).toBe('413 body_too_large');
});

test('a body of exactly 256 KB arrives whole', async () => {
  const body = ' '.repeat(JSON_MAX_BYTES);
  const answer = await http('/api/v1/albums', { method: 'POST', body, headers: { authorization } });
  expect((await answer.json<{ body: string }>()).body).toBe(body);
});

test('nothing is read of a body that says it is too long, and no more than the limit of one that does not', async () => {
  const { body, taken } = endless();
  const request = (headers: Record<string, string>) =>
    new Request('http://gateway/', { method: 'POST', body, headers });
  const long = { 'content-length': String(JSON_MAX_BYTES + 1) };
  await expect(readBody(request(long))).rejects.toMatchObject({ code: 'body_too_large' });
  expect(taken.bytes).toBeLessThanOrEqual(64 * 1024);
  await expect(readBody(request({ 'content-length': '10' }))).rejects.toMatchObject({ code: 'body_too_large' });
  expect(taken.bytes).toBeLessThanOrEqual(JSON_MAX_BYTES + 3 * 64 * 1024);
});

test('a client that stalls is answered', async () => {
  const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new Uint8Array(1)) });
  const request = new Request('http://gateway/', { method: 'POST', body });
  await expect(readBody(request, { within: 5 })).rejects.toMatchObject({ code: 'request_timeout' });
});
