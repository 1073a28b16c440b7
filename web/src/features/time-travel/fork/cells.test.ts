import { describe, expect, it } from 'vitest';
import { fieldRows } from './cells.ts';

describe('states side by side', () => {
  it('show the fields that differ, those of the last two sides first, and count the rest', () => {
    const then = { status: 'uploaded', size: 5, reason: null };
    const now = { status: 'processed', size: 5, reason: null };
    expect(fieldRows([then, now, { ...now, size: 6 }])).toEqual({
      rows: [
        { path: 'size', values: ['5', '5', '6'], differs: true },
        { path: 'status', values: ['"uploaded"', '"processed"', '"processed"'], differs: false },
      ],
      more: 1,
    });
  });

  it('say what is not there on a side, and reach into what is nested', () => {
    expect(fieldRows([null, { media: { 'media-1': 'a' }, refused: {} }]).rows).toEqual([
      { path: 'media.media-1', values: [null, '"a"'], differs: true },
      { path: 'refused', values: [null, '{}'], differs: true },
    ]);
  });
});
