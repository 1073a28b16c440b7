import { describe, expect, it } from 'vitest';
import { dayEnd, dayStart, EVERYTHING, filterFrom, isFiltered, withFilter } from './filter.ts';

const params = (text: string) => new URLSearchParams(text);

describe('the filter of the library', () => {
  it('comes back from the address as it went in', () => {
    const filter = { q: '京都', view: 'images', album: 'album-1', from: '2026-01-01', to: '2026-01-31' } as const;
    expect(filterFrom(withFilter(params(''), filter))).toEqual(filter);
  });

  it('says nothing in the address when everything is shown', () => {
    const filter = { q: 'a', view: 'videos', album: 'b', from: 'c', to: 'd' } as const;
    expect(withFilter(withFilter(params(''), filter), EVERYTHING).toString()).toBe('');
    expect(isFiltered(filterFrom(params('')))).toBe(false);
  });

  it('leaves alone what is not its own, and takes no view that does not exist', () => {
    expect(withFilter(params('select=album-1'), { q: 'x' }).toString()).toBe('select=album-1&q=x');
    expect(filterFrom(params('view=everything')).view).toBe('all');
  });

  it('means whole days as the reader counts them', () => {
    expect(new Date(dayEnd('2026-01-01')).getTime() - new Date(dayStart('2026-01-01')).getTime()).toBe(86_399_999);
    expect(dayStart('nonsense')).toBe('');
  });
});
