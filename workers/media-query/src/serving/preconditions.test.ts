import { describe, expect, it } from 'vitest';
import { preconditions, rangeStillApplies } from './preconditions.ts';

const file = { etag: '"abc"', lastModified: new Date('2026-01-02T03:04:05.678Z') };
const same = 'Fri, 02 Jan 2026 03:04:05 GMT';
const earlier = 'Fri, 02 Jan 2026 03:04:04 GMT';
const later = 'Fri, 02 Jan 2026 03:04:06 GMT';

describe('the preconditions of a request (RFC 9110, 13.2.2)', () => {
  it.each<[Record<string, string>, string]>([
    [{}, 'send'],
    [{ 'if-match': '"abc"' }, 'send'],
    [{ 'if-match': '"x", "abc"' }, 'send'],
    [{ 'if-match': '*' }, 'send'],
    [{ 'if-match': '"x"' }, 'precondition_failed'],
    [{ 'if-match': 'W/"abc"' }, 'precondition_failed'],
    [{ 'if-unmodified-since': same }, 'send'],
    [{ 'if-unmodified-since': later }, 'send'],
    [{ 'if-unmodified-since': earlier }, 'precondition_failed'],
    [{ 'if-unmodified-since': 'soon' }, 'send'],
    [{ 'if-match': '"abc"', 'if-unmodified-since': earlier }, 'send'],
    [{ 'if-none-match': '"abc"' }, 'not_modified'],
    [{ 'if-none-match': 'W/"abc"' }, 'not_modified'],
    [{ 'if-none-match': '"x", W/"abc"' }, 'not_modified'],
    [{ 'if-none-match': '*' }, 'not_modified'],
    [{ 'if-none-match': '"x"' }, 'send'],
    [{ 'if-modified-since': same }, 'not_modified'],
    [{ 'if-modified-since': later }, 'not_modified'],
    [{ 'if-modified-since': earlier }, 'send'],
    [{ 'if-modified-since': 'soon' }, 'send'],
    [{ 'if-none-match': '"x"', 'if-modified-since': same }, 'send'],
    [{ 'if-match': '"x"', 'if-none-match': '"abc"' }, 'precondition_failed'],
  ])('%o: %s', (headers, verdict) => expect(preconditions(new Headers(headers), file)).toBe(verdict));
});

describe('If-Range', () => {
  it.each<[Record<string, string>, boolean]>([
    [{}, true],
    [{ 'if-range': '"abc"' }, true],
    [{ 'if-range': '"x"' }, false],
    [{ 'if-range': 'W/"abc"' }, false],
    [{ 'if-range': same }, true],
    [{ 'if-range': later }, false],
    [{ 'if-range': 'soon' }, false],
  ])('%o: the range applies %s', (headers, applies) =>
    expect(rangeStillApplies(new Headers(headers), file)).toBe(applies),
  );
});
