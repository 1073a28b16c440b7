import { expect, test } from 'vitest';
import { credentialOf } from './authenticate.ts';
import { isThisMachine } from '../login/dev-login.ts';
import { loginCookie, logoutCookie } from './session-cookie.ts';

const request = (headers: Record<string, string>, url = 'http://localhost:8080/api/v1/me'): Request =>
  new Request(url, { headers: new Headers(headers) });

test('a Bearer token or the cookie identifies the caller, both at once are refused', () => {
  expect(credentialOf(request({ authorization: 'Bearer a.b.c' }))).toEqual({ kind: 'bearer', token: 'a.b.c' });
  expect(credentialOf(request({ cookie: 'x=1; mediahub=s' }))).toEqual({ kind: 'cookie', secret: 's' });
  expect(credentialOf(request({}))).toEqual({ kind: 'none' });
  expect(() => credentialOf(request({ authorization: 'Bearer a.b.c', cookie: 'mediahub=s' }))).toThrow(
    'ambiguous_credentials',
  );
});

test.each(['Basic YTpi', 'Bearer', 'Bearer ', 'Bearer a b', 'a.b.c', ''])(
  'an Authorization that is no Bearer token is refused: "%s"',
  (authorization) => {
    expect(() => credentialOf(request({ authorization }))).toThrow('unauthenticated');
  },
);

test('over https only the __Host- cookie counts, so no other host can plant one', () => {
  const url = 'https://hub.example/api/v1/me';
  expect(credentialOf(request({ cookie: 'mediahub=s' }, url))).toEqual({ kind: 'none' });
  expect(credentialOf(request({ cookie: '__Host-mediahub=s' }, url))).toEqual({ kind: 'cookie', secret: 's' });
});

test('no script reads the cookie, no other site sends it with an unsafe request', () => {
  const attributes = (cookie: string) => cookie.split('; ').slice(1).toSorted();
  const plain = ['HttpOnly', 'Max-Age=604800', 'Path=/', 'SameSite=Lax'];
  expect(attributes(loginCookie('http://localhost:8080/', 's'))).toEqual(plain);
  expect(attributes(loginCookie('https://hub.example/', 's'))).toEqual([...plain, 'Secure'].toSorted());
  expect(loginCookie('https://hub.example/', 's')).toMatch(/^__Host-mediahub=s;/);
  expect(logoutCookie('http://localhost:8080/')).toMatch(/^mediahub=; Max-Age=0;/);
});

test.each([
  ['http://localhost:8080/', true],
  ['http://127.0.0.1:8080/', true],
  ['http://[::1]:8080/', true],
  ['http://clone-2.localhost:8080/', true],
  ['http://evil.example:8080/', false],
  ['http://localhost.evil.example/', false],
  ['http://127.0.0.1.evil.example/', false],
])('the dev login at %s is open: %s', (url, open) => {
  expect(isThisMachine(url)).toBe(open);
});
