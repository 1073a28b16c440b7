// A read with `min_position` (P6): it goes on when the position is reached, and is told to ask again in every other case.
import { expect, it, vi } from 'vitest';
import type { WaitResult } from '#shared/engine/ports/eventstore';
import { requirePosition } from './own-write.ts';

const reading = (answer: Promise<WaitResult>) => requirePosition({ waitFor: () => answer }, 'media', 7);
const askAgain = { code: 'position_not_reached', extra: { headers: { 'retry-after': '1' } } };

it('goes on when the position is reached, and does not wait where none is asked for', async () => {
  await reading(Promise.resolve({ reached: true, checkpoint: 7 }));
  await requirePosition({ waitFor: () => Promise.reject(new Error('asked')) }, 'media', undefined);
});

it('is told to ask again when the position is not reached in time', () =>
  expect(reading(Promise.resolve({ reached: false, checkpoint: 6 }))).rejects.toMatchObject(askAgain));

it('is told to ask again when the subscription dies while it waits', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  await expect(reading(Promise.reject(new Error('the object died')))).rejects.toMatchObject(askAgain);
});
