import { describe, expect, it } from 'vitest';
import type { Upload } from '../upload/queue.ts';
import type { Media } from './media.ts';
import { placesOf } from './places.ts';

const media = (id: string) => ({ id, filename: `${id}.jpg` }) as Media;
const upload = (id: string, rest: Partial<Upload> = {}) => ({
  id,
  file: new File([], `${id}.jpg`),
  state: 'queued' as const,
  mediaId: null,
  duplicate: false,
  ...rest,
});
const KNOWN = { complete: true, isGone: () => false };
const keys = (...args: Parameters<typeof placesOf>) => placesOf(...args).map(({ key }) => key);

describe('a file has its place', () => {
  it('in front of what was there, the one chosen last first', () => {
    expect(keys([media('old')], [upload('a'), upload('b')], KNOWN)).toEqual(['b', 'a', 'old']);
  });

  it('which its media takes, whichever comes first', () => {
    const uploads = [
      upload('a', { state: 'stored', mediaId: 'A' }),
      upload('b', { state: 'stored', mediaId: 'B' }),
    ];
    expect(keys([media('A'), media('old')], uploads, KNOWN)).toEqual(['b', 'A', 'old']);
    expect(keys([media('A'), media('B'), media('old')], uploads, KNOWN)).toEqual(['B', 'A', 'old']);
  });

  it('no longer when it failed, was there already, or was taken back', () => {
    const uploads = [
      upload('a', { state: 'failed' }),
      upload('b', { state: 'stored', mediaId: 'old', duplicate: true }),
      upload('c', { state: 'stored', mediaId: 'C' }),
    ];
    expect(keys([media('old')], uploads, { complete: true, isGone: (id) => id === 'C' })).toEqual(['old']);
  });

  it('no longer when it is stored and belongs on a later page', () => {
    const uploads = [upload('a', { state: 'stored', mediaId: 'A' }), upload('b')];
    expect(keys([media('old')], uploads, { ...KNOWN, complete: false })).toEqual(['b', 'old']);
  });
});
