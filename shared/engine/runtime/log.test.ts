import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { log, redacted } from './log.ts';
import { fcParameters } from '../testing/property.ts';

afterEach(() => void vi.restoreAllMocks());

const TOKENS = [
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyLWFsaWNlIn0.c2lnbmF0dXJl',
  `abc_${'x'.repeat(43)}`,
  `gho_${'x'.repeat(36)}`,
  `github_pat_${'x'.repeat(40)}`,
  `GOCSPX-${'x'.repeat(28)}`,
  '0123456789abcdef'.repeat(3).slice(0, 40),
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

const lineOf = (fields: Record<string, unknown>): string => {
  const lines: string[] = [];
  vi.spyOn(console, 'warn').mockImplementation((line: string) => void lines.push(line));
  log('warn', 'x', fields);
  return lines.join('\n');
};

test('no value breaks a line, and none makes it long: circles, large numbers, depth, lists, texts without end', () => {
  const circle: Record<string, unknown> = { n: 1n };
  circle['self'] = circle;
  const line = lineOf({
    circle,
    list: Array.from({ length: 10_000 }, (_, n) => n),
    text: 'ab '.repeat(1_000_000),
  });
  expect(JSON.parse(line)).toMatchObject({ level: 'warn', what: 'x', circle: { n: '1' } });
  expect(line.length).toBeLessThan(5_000);
});

test('wherever a secret is put into a line, none of it is left', () => {
  const secret = fc.oneof(
    fc.stringMatching(/^eyJ[\w-]{20,40}\.[\w-]{20,200}\.[\w-]{43}$/),
    fc.stringMatching(/^(mhp|gho|ghp|ghu)_[\w-]{36,60}$/),
    fc.stringMatching(/^GOCSPX-[\w-]{28}$/),
    fc.stringMatching(/^[\da-f]{40}$/),
    fc.stringMatching(/^[A-Za-z0-9][\w-]{41}[A-Za-z0-9]$/),
  );
  const around = fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }));
  const hidden: ((text: string) => unknown)[] = [
    (text) => text,
    (text) => new Error(text),
    (text) => new Error('x', { cause: new Error(text) }),
    (text) => [[{ deep: text }]],
    (text) => ({ [text]: 1 }),
    (text) => 'long '.repeat(1_990) + text,
  ];
  const property = fc.property(secret, around, fc.constantFrom(...hidden), (token, [before, after], hide) => {
    const line = lineOf({ value: hide(`${before} ${token} ${after}`), authorization: token });
    const parts = token.split(/[.:]/).filter((part) => part.length >= 20);
    for (const part of parts) expect(line).not.toContain(part.slice(0, 20));
  });
  fc.assert(property, fcParameters(300));
});
