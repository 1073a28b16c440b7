// W3C Trace Context: a caller may bring a trace; otherwise one starts here. Its id is the one id of a
// request: in the header of the answer, in every log line, as correlation id in the events, and from there in the saga.
import { toHex } from '#shared/engine/runtime/bytes';

const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}(-.*)?$/;
const isNothing = (id: string): boolean => /^0+$/.test(id);

/** The trace of a `traceparent`, or undefined: version `ff` and ids of zeros are invalid, and a later version is read as this one. */
export function traceOf(header: string | null): string | undefined {
  const [, trace = '', span = '', more] = TRACEPARENT.exec(header ?? '') ?? [];
  if (trace === '' || isNothing(trace) || isNothing(span) || header?.startsWith('ff')) return undefined;
  return more !== undefined && header?.startsWith('00') ? undefined : trace;
}

const hex = (bytes: number): string => toHex(crypto.getRandomValues(new Uint8Array(bytes)));

export const newTrace = (): string => hex(16);

/** As a header: the same trace, and a span of ours as parent. */
export const traceparent = (trace: string): string => `00-${trace}-${hex(8)}-01`;
