import { expect, it } from 'vitest';
import { formatBytes } from './format.ts';

it('sizes are read as people write them', () => {
  expect([1, 200, 1536, 2_500_000, 3_000_000_000].map(formatBytes)).toEqual([
    '1 byte',
    '200 bytes',
    '2 kB',
    '2.5 MB',
    '3 GB',
  ]);
});
