import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { requestedRange, type Range } from './range.ts';

describe('a Range header for a file of 10 bytes', () => {
  it.each<[string | null, Range]>([
    [null, 'whole'],
    ['bytes=0-3', { offset: 0, length: 4 }],
    ['bytes=4-', { offset: 4, length: 6 }],
    ['bytes=9-9', { offset: 9, length: 1 }],
    ['bytes=4-100', { offset: 4, length: 6 }],
    ['bytes=-3', { offset: 7, length: 3 }],
    ['bytes=-10', { offset: 0, length: 10 }],
    ['bytes=-1000', { offset: 0, length: 10 }],
    ['Bytes=0-0', { offset: 0, length: 1 }],
    ['bytes=0-3,4-5', { offset: 0, length: 6 }],
    ['bytes=0-1,5-6', 'whole'],
    ['bytes=0-1,50-60', { offset: 0, length: 2 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=10-20', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=x-y', 'whole'],
    ['bytes', 'whole'],
    ['lines=0-3', 'whole'],
    ['', 'whole'],
  ])('%j', (header, range) => expect(requestedRange(header, 10)).toEqual(range));

  it('never leads outside the file', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 100 }), (text, size) => {
        const range = requestedRange(`bytes=${text}`, size);
        if (typeof range === 'string') return;
        expect(range.offset).toBeGreaterThanOrEqual(0);
        expect(range.length).toBeGreaterThan(0);
        expect(range.offset + range.length).toBeLessThanOrEqual(size);
      }),
      fcParameters(500),
    );
  });
});
