import { expect, test } from 'vitest';
import { parseKeys } from '#shared/http/keys';
import { verifyForward } from '#shared/http/token';
import { randomKey } from '#shared/http/testing/bad-tokens';
import { traceOf } from '#shared/http/traceparent';
import { admit, dismiss } from './edge-headers.ts';
import { forwarded, refuseTooLarge } from '../forwarding/forward.ts';

const KEYS = `k1:${Buffer.from(randomKey('k1').secret).toString('base64url')}`;
const asked = (trace: string) => new Request('http://localhost:8080/', { headers: { 'x-trace-id': trace } });
const principal = {
  session_id: 'session-1',
  kind: 'bearer' as const,
  user: {
    id: 'user-alice',
    provider: 'dev',
    provider_id: 'alice',
    email: 'alice@localhost',
    display_name: 'alice',
    avatar_url: null,
    operator: false,
    created_at: '2026-01-01T00:00:00.000Z',
  },
};

test('what a client says in internal headers never gets inside', async () => {
  const outside = new Request('http://localhost:8080/api/v1/albums', {
    headers: new Headers({
      'X-User-ID': 'user-victim',
      'X-Trace-ID': 'mine',
      'X-Session-ID': 'session-of-the-victim',
      'X-Internal-Role': 'operator',
      authorization: 'Bearer of-the-client',
      cookie: 'mediahub=secret',
      accept: 'application/json',
    }),
  });
  const inside = await forwarded(admit(outside), principal, KEYS);
  const { authorization, 'x-trace-id': trace, traceparent: _, ...rest } = Object.fromEntries(inside.headers);
  expect(rest).toEqual({ 'x-user-id': 'user-alice', accept: 'application/json' });
  expect(trace).toMatch(/^[0-9a-f]{32}$/);
  const token = (authorization ?? '').replace('Bearer ', '');
  expect(await verifyForward(token, parseKeys(KEYS))).toEqual({ user_id: 'user-alice', operator: false });
});

test('a handshake, and nothing else, names its session inside', async () => {
  const handshake = new Request('http://localhost:8080/api/v1/live', {
    headers: new Headers({ Upgrade: 'WebSocket', 'X-Session-ID': 'session-of-the-victim' }),
  });
  const inside = await forwarded(admit(handshake), principal, KEYS);
  expect(inside.headers.get('x-session-id')).toBe('session-1');
});

test('every answer carries the security headers, but a stricter policy of a service stays', () => {
  const plain = dismiss(new Response('hello'), asked('trace-1'), '');
  expect(Object.fromEntries(plain.headers)).toEqual({
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; style-src 'self'; " +
      "frame-ancestors 'none'; object-src 'none'; base-uri 'none'",
    'content-type': 'text/plain;charset=UTF-8',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-trace-id': 'trace-1',
  });
  const sandbox = "sandbox; default-src 'none'";
  const file = dismiss(
    new Response('bytes', { headers: { 'content-security-policy': sandbox } }),
    asked('trace-2'),
    '',
  );
  expect(file.headers.get('content-security-policy')).toBe(sandbox);
});

test('an upload that says it is over 50 MB is refused unread', () => {
  const upload = (bytes: number) =>
    new Request('http://localhost:8080/api/v1/media', {
      method: 'POST',
      headers: { 'content-length': String(bytes) },
    });
  expect(() => refuseTooLarge(upload(52 * 1024 * 1024))).toThrow('file_too_large');
  expect(() => refuseTooLarge(upload(50 * 1024 * 1024))).not.toThrow();
});

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const askedWith = (headers: Record<string, string>) =>
  admit(new Request('http://localhost:8080/api/v1/me', { headers })).headers;

test('a request brings its trace in traceparent, or gets a new one; X-Trace-ID from outside is ignored', () => {
  const brought = askedWith({ traceparent: `00-${TRACE}-${SPAN}-01`, 'x-trace-id': 'mine' });
  expect(brought.get('x-trace-id')).toBe(TRACE);
  expect(traceOf(brought.get('traceparent'))).toBe(TRACE);
  expect(brought.get('traceparent')).not.toContain(SPAN);
  const made = askedWith({ 'x-trace-id': 'mine' });
  expect(made.get('x-trace-id')).toMatch(/^[\da-f]{32}$/);
  expect(traceOf(made.get('traceparent'))).toBe(made.get('x-trace-id'));
});

test.each([
  ['a word', 'hello'],
  ['two at once', `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`],
  ['one with more', `00-${TRACE}-${SPAN}-01-eyJhbGciOiJIUzI1NiJ9`],
  ['zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
  ['markup', '"><script>alert(1)</script>'],
  ['eight thousand characters', 'x'.repeat(8000)],
])('what is no traceparent begins a new trace, and nothing of it goes on: %s', (_, traceparent) => {
  const inside = askedWith({ traceparent, tracestate: 'vendor=secret', baggage: 'user=alice' });
  expect(inside.get('x-trace-id')).toMatch(/^[\da-f]{32}$/);
  expect(inside.get('x-trace-id')).not.toBe(TRACE);
  expect(traceOf(inside.get('traceparent'))).toBe(inside.get('x-trace-id'));
  expect([inside.get('tracestate'), inside.get('baggage')]).toEqual([null, null]);
});
