import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
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

test('a header that we write is read back as its trace', () => {
  const trace = newTrace();
  expect(traceOf(traceparent(trace))).toBe(trace);
});

test('any header gives a valid trace or none, and no error', () => {
  const header = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[\da-fA-F]{2}-[\da-fA-F]{30,34}-[\da-fA-F]{16}-[\da-f]{2}(-[a-z]{0,5})?$/),
  );
  const property = fc.property(header, (value) => {
    const trace = traceOf(value);
    if (trace !== undefined) expect(trace).toMatch(/^(?!0{32})[\da-f]{32}$/);
    if (trace !== undefined) expect(value).toContain(trace);
  });
  fc.assert(property, fcParameters(100));
});
