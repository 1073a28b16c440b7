import { expect, test } from 'vitest';
import { admit } from './edge-headers.ts';
import { newTrace, traceOf, traceparent } from './traceparent.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

test.each([
  [`00-${TRACE}-${SPAN}-01`, TRACE],
  [`00-${TRACE}-${SPAN}-00`, TRACE],
  [`cc-${TRACE}-${SPAN}-01-what-comes-later`, TRACE],
  [`ff-${TRACE}-${SPAN}-01`, undefined],
  [`00-${'0'.repeat(32)}-${SPAN}-01`, undefined],
  [`00-${TRACE}-${'0'.repeat(16)}-01`, undefined],
  [`00-${TRACE}-${SPAN}-01-more`, undefined],
  [`00-${TRACE.toUpperCase()}-${SPAN}-01`, undefined],
  [`00-${TRACE}-${SPAN}`, undefined],
  ['x', undefined],
  [null, undefined],
])('the trace of %s is %s', (header, trace) => {
  expect(traceOf(header)).toBe(trace);
});

test('what we make ourselves is read by everybody', () => {
  const trace = newTrace();
  expect(traceOf(traceparent(trace))).toBe(trace);
});

test('a request brings its trace, or gets one; in our own header nobody brings any', () => {
  const request = (headers: Record<string, string>) =>
    admit(new Request('http://localhost:8080/api/v1/me', { headers })).headers;
  const brought = request({ traceparent: `00-${TRACE}-${SPAN}-01`, 'x-trace-id': 'mine' });
  expect(brought.get('x-trace-id')).toBe(TRACE);
  expect(traceOf(brought.get('traceparent'))).toBe(TRACE);
  expect(brought.get('traceparent')).not.toContain(SPAN);
  const made = request({ 'x-trace-id': 'mine' });
  expect(made.get('x-trace-id')).toMatch(/^[\da-f]{32}$/);
  expect(traceOf(made.get('traceparent'))).toBe(made.get('x-trace-id'));
});
