import { afterEach, expect, test, vi } from 'vitest';
import { log, redacted } from './log.ts';

afterEach(() => void vi.restoreAllMocks());

const TOKENS = [
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyLWFsaWNlIn0.c2lnbmF0dXJl',
  `abc_${'x'.repeat(43)}`,
  `gho_${'x'.repeat(36)}`,
];

test.each([
  ...TOKENS.map((token): [string, string] => [`Bearer ${token}`, token]),
  ['Basic bWVkaWFodWI6c2VjcmV0', 'bWVkaWFodWI6c2VjcmV0'],
  ['cookie: session=abcdefgh; x=1', 'abcdefgh'],
  ['__Host-session=abcdefgh', 'abcdefgh'],
  [`login=${'x'.repeat(43)}`, 'x'.repeat(43)],
  ['GET /auth/google/callback?code=4abc&state=5def&scope=x', '4abc'],
  ['GET /auth/google/callback?code=4abc&state=5def&scope=x', '5def'],
])('nothing that opens a door is left of "%s"', (text, secret) => {
  expect(redacted(text)).not.toContain(secret);
});

test('a line is JSON with what happened and its trace, and without a secret wherever it was', () => {
  const lines: string[] = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
  const [token] = TOKENS;
  log('error', `refused ${token}`, {
    trace_id: 'trace-1',
    authorization: `Bearer ${token}`,
    request: { headers: { cookie: 'session=abcdefgh' }, url: `/x?token=${token}` },
    error: new Error(`with ${token}`, { cause: new Error(`Basic c2VjcmV0 and ${token}`) }),
    count: 3,
  });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', trace_id: 'trace-1', count: 3 });
  expect(lines[0]).not.toMatch(/eyJ|abcdefgh|c2VjcmV0/);
});

test('what is no secret is left alone', () => {
  for (const text of [
    'OrderPlaced was not appended',
    'order-0192 version 3',
    '京都 2026-11-28',
    'Error: 503: code 7',
  ])
    expect(redacted(text)).toBe(text);
});
