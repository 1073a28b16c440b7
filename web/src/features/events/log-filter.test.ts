import { describe, expect, it } from 'vitest';
import { askedOf, filterFrom, FILTERS, isFiltered, withFilter } from './log-filter.ts';

describe('the filter of the log', () => {
  it('is what the address says, and leaves no trace where it says nothing', () => {
    const params = withFilter(new URLSearchParams('keep=1'), {
      types: ['MediaUploaded', 'MediaDeleted'],
      upto: '42',
      everyone: true,
    });
    expect(params.toString()).toBe('keep=1&type=MediaUploaded%2CMediaDeleted&upto=42&scope=all');
    expect(filterFrom(params)).toMatchObject({
      types: ['MediaUploaded', 'MediaDeleted'],
      upto: '42',
      everyone: true,
    });
    expect(withFilter(params, FILTERS).toString()).toBe('keep=1');
    expect(isFiltered(filterFrom(new URLSearchParams()))).toBe(false);
  });

  it('takes no position that is none, and asks for everybody only as an operator', () => {
    expect(filterFrom(new URLSearchParams('upto=4x')).upto).toBe('');
    const all = { ...FILTERS, everyone: true };
    expect(askedOf(all, false).everyone).toBe(false);
    expect(askedOf(all, true).everyone).toBe(true);
  });
});
