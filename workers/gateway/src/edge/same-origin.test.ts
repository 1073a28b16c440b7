import { expect, test } from 'vitest';
import { credentialOf, refuseForeignFeed, refuseForgery } from '../session/authenticate.ts';
import { whoAsks } from './same-origin.ts';

const US = 'http://localhost:8080';
const request = (method: string, headers: Record<string, string> = {}): Request =>
  new Request(`${US}/api/v1/albums`, { method, headers: new Headers(headers) });

test.each<[Record<string, string>, ReturnType<typeof whoAsks>]>([
  [{ 'sec-fetch-site': 'same-origin' }, 'us'],
  [{ 'sec-fetch-site': 'same-origin', origin: US }, 'us'],
  [{ origin: US }, 'us'],
  [{ 'sec-fetch-site': 'cross-site' }, 'another_site'],
  [{ 'sec-fetch-site': 'same-site' }, 'another_site'],
  [{ 'sec-fetch-site': 'none' }, 'another_site'],
  [{ 'sec-fetch-site': 'same-origin', origin: 'http://evil.example' }, 'another_site'],
  [{ 'sec-fetch-site': 'cross-site', origin: US }, 'another_site'],
  [{ origin: 'http://localhost:9090' }, 'another_site'],
  [{ origin: 'https://localhost:8080' }, 'another_site'],
  [{ origin: 'null' }, 'another_site'],
  [{}, 'unknown'],
])('a request with %o is asked by: %s', (headers, expected) => {
  expect(whoAsks(request('POST', headers))).toBe(expected);
});

const cookie = { cookie: 'mediahub=secret' };
const refused = (r: Request): boolean => {
  try {
    refuseForgery(r, credentialOf(r));
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: 'cross_site_request' });
    return true;
  }
};

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
  '%s with the cookie is refused from anywhere but our own pages',
  (method) => {
    expect(refused(request(method, { ...cookie, 'sec-fetch-site': 'cross-site' }))).toBe(true);
    expect(refused(request(method, { ...cookie, origin: 'http://evil.example' }))).toBe(true);
    expect(refused(request(method, cookie))).toBe(true);
    expect(refused(request(method, { ...cookie, 'sec-fetch-site': 'same-origin' }))).toBe(false);
  },
);

test('a WebSocket handshake with the cookie is refused from another origin', () => {
  const handshake = { ...cookie, upgrade: 'websocket' };
  expect(refused(request('GET', { ...handshake, origin: 'http://evil.example' }))).toBe(true);
  expect(refused(request('GET', handshake))).toBe(true);
  expect(refused(request('GET', { ...handshake, origin: US }))).toBe(false);
});

test('reading with the cookie needs no proof, and a Bearer token never does', () => {
  expect(refused(request('GET', { ...cookie, 'sec-fetch-site': 'cross-site' }))).toBe(false);
  expect(refused(request('DELETE', { authorization: 'Bearer a.b.c', 'sec-fetch-site': 'cross-site' }))).toBe(
    false,
  );
});

test.each<[string | undefined, boolean]>([
  [undefined, false],
  [US, false],
  ['https://friend.example', false],
  ['http://evil.example', true],
  ['http://localhost:9090', true],
  ['https://sub.friend.example', true],
  ['null', true],
  ['', true],
])('a live feed with a token, for a page of the origin %j: refused is %s', (origin, expected) => {
  const headers = { authorization: 'Bearer a.b.c', ...(origin === undefined ? {} : { origin }) };
  const ask = (more: Record<string, string>) => () =>
    refuseForeignFeed(request('GET', { ...headers, ...more }), 'https://friend.example');
  const feed = ask({ upgrade: 'WebSocket' });
  if (expected) expect(feed).toThrow('cross_site_request');
  else expect(feed).not.toThrow();
  // Of any other answer a foreign page learns nothing: CORS says so.
  expect(ask({})).not.toThrow();
});
