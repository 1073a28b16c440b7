import { expect, it } from 'vitest';
import type { Sample } from '../../entities/flow/flow.ts';
import { curveOf, spanOf } from './lag.ts';

const sample = (at: number, media: number): Sample => ({ at, head: 10, lag: { media }, outbox: 0, refused: 0 });

it('draws the lag from the first sample to the last, at the lower edge where nothing is behind', () => {
  const samples = [sample(1_000, 0), sample(2_000, 8), sample(3_000, 0)];
  expect(spanOf(samples)).toEqual({ from: 1_000, ms: 2_000, most: 8 });
  expect(curveOf(samples, 'media', 100, 58)).toBe('M0.0 56.0L50.0 6.0L100.0 56.0');
});

it('draws one sample, or none, without a division by zero', () => {
  expect(curveOf([sample(1_000, 0)], 'media', 100, 58)).toBe('M0.0 56.0');
  expect(curveOf([], 'media', 100, 58)).toBe('');
});
