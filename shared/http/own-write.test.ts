// A read with `min_position` or `consistency` (P6) goes on once that is reached, and in every other case fails with a request
// to retry. A write is shown where that is possible, and always answered.
import type { SubscriptionPort } from '#shared/mediahub/subscriptions';
import { expect, it, vi } from 'vitest';
import { Hono } from 'hono';
import type { WaitResult } from '#shared/engine/ports/eventstore';
import type { Written } from './consistency.ts';
import { refuseLostPage, requireShown, showOwnWrite, type AtLeast } from './own-write.ts';

const POINT = { aggregate_id: 'media-1', version: 3 };
const reading = (answer: Promise<WaitResult>, atLeast: AtLeast = { min_position: 7 }) =>
  requireShown({ waitFor: () => answer }, 'media', atLeast, 'trace-1');
const askAgain = { code: 'position_not_reached', extra: { headers: { 'retry-after': '1' } } };

it('goes on when the position is reached, and does not wait without one', async () => {
  await reading(Promise.resolve({ reached: true, checkpoint: 7 }));
  await requireShown({ waitFor: () => Promise.reject(new Error('asked')) }, 'media', {}, 'trace-1');
});

it('asks for a retry when the position is not reached in time', () =>
  expect(reading(Promise.resolve({ reached: false, checkpoint: 6 }))).rejects.toMatchObject(askAgain));

it('asks for a retry when the subscription dies while it waits', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  await expect(reading(Promise.reject(new Error('the object died')))).rejects.toMatchObject(askAgain);
});

it('waits for both position and token, and for the token without its position', async () => {
  const asked: unknown[] = [];
  const waitFor: SubscriptionPort['waitFor'] = (_, target) => {
    asked.push(target);
    return Promise.resolve({ reached: typeof target === 'number', checkpoint: 7 });
  };
  const both = requireShown({ waitFor }, 'media', { min_position: 7, consistency: POINT }, 'trace-1');
  await expect(both).rejects.toMatchObject(askAgain);
  expect(asked).toEqual([7, POINT]);
});

/** What a write knows in the end, and what was waited for on the way. */
async function shown(
  written: Written,
  answer: () => Promise<WaitResult>,
  prefer = '',
): Promise<[Written | null, unknown[]]> {
  const asked: unknown[] = [];
  let result: Written | null = null;
  const app = new Hono().get('/', async (c) => {
    const waitFor: SubscriptionPort['waitFor'] = (_, target) => (asked.push(target), answer());
    result = await showOwnWrite(c, { waitFor }, 'album', written);
    return c.body(null);
  });
  await app.request('/', { headers: { prefer } });
  return [result, asked];
}

it('does not wait for a write whose append has waited, however that ended', async () => {
  for (const own of [true, false]) {
    const written = { ...POINT, position: 8, shown: own };
    expect(await shown(written, () => Promise.reject(new Error('asked')))).toEqual([written, []]);
  }
});

it('waits for a write by its position, or, where the log was late, by its version, and learns the position', async () => {
  const reached = (position?: number) => () =>
    Promise.resolve({ reached: true, checkpoint: 9, ...(position === undefined ? {} : { position }) });
  const known = { ...POINT, position: 8 };
  expect(await shown(known, reached())).toEqual([known, [8]]);
  expect(await shown({ ...POINT, position: null }, reached(8))).toEqual([known, [POINT]]);
  const nothing = { ...POINT, version: 0, position: null };
  expect(await shown(nothing, reached())).toEqual([nothing, []]);
});

it('answers a write all the same when the subscription is away', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const written = { ...POINT, position: null };
  expect((await shown(written, () => Promise.reject(new Error('away'))))[0]).toEqual(written);
});

it('does not wait for a write under `Prefer: respond-async`', async () => {
  const written = { ...POINT, position: null };
  const away = () => Promise.reject(new Error('asked'));
  expect(await shown(written, away, 'respond-async')).toEqual([written, []]);
});

it('a next page after a position that a restore removed is refused; an outage refuses none', async () => {
  const page = (answer: Promise<WaitResult>, position?: number) =>
    refuseLostPage({ waitFor: () => answer }, 'media', position);
  const lost = { reached: false, checkpoint: 3, lost: true };
  await expect(page(Promise.resolve(lost), 7)).rejects.toMatchObject({ code: 'position_lost' });
  await page(Promise.resolve({ reached: false, checkpoint: 3 }), 7);
  await page(Promise.reject(new Error('the event store is away')), 7);
  await refuseLostPage({ waitFor: () => Promise.reject(new Error('asked')) }, 'media', undefined);
});
