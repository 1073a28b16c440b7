import { describe, expect, it } from 'vitest';
import { toLink } from '../../browser/link-json.ts';
import { forkIn, forkLink, forkWithout, type Fork } from './fork-link.ts';

const hashOf = (link: string) => link.slice(link.indexOf('#'));

describe('a fork as a link', () => {
  it('comes out as it went in', () => {
    const fork: Fork = {
      from: 12,
      stream: 'media-1',
      changes: [
        { kind: 'leave_out', position: 12, effects: false },
        { kind: 'change', position: 13, data: { filename: '東京の夜景.jpg' } },
        { kind: 'add', position: 14, event_type: 'MediaPurged', data: {} },
      ],
    };
    expect(forkIn(hashOf(forkLink(fork)))).toEqual(fork);
    expect(forkIn(hashOf(forkWithout(7, null)))).toMatchObject({ from: 7, stream: null });
  });

  it.each([
    ['no fork', ''],
    ['no JSON', '#fork=%%%'],
    ['no position', `#fork=${toLink({ from: -1, changes: [] })}`],
    ['a change of no kind', `#fork=${toLink({ from: 1, changes: [{ kind: 'drop', position: 1, data: {} }] })}`],
    ['no data', `#fork=${toLink({ from: 1, changes: [{ kind: 'change', position: 1, data: [] }] })}`],
    [
      'too many changes',
      `#fork=${toLink({ from: 1, changes: Array.from({ length: 21 }, () => ({ kind: 'leave_out', position: 1, effects: true })) })}`,
    ],
  ])('is none when it holds %s', (_, hash) => {
    expect(forkIn(hash)).toBeNull();
  });
});
