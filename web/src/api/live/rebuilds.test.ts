import type { SubscriptionName } from '#shared/mediahub/subscriptions';
import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SubscriptionStatus } from '#shared/mediahub/subscriptions';
import type { RebuildStatus } from '#shared/engine/ports/rebuild';
import type { Projections } from './caches.ts';
import { createRebuildMemory } from './rebuilds.ts';
import { createLiveSession } from './session.ts';

const rebuild = (news: Partial<RebuildStatus>): RebuildStatus => ({
  state: 'running',
  phase: 'filling',
  position: 0,
  head: 100,
  events_per_second: 0,
  started_at: '2026-01-01T00:00:00.000Z',
  finished_at: null,
  last_error: null,
  certificate: null,
  ...news,
});
const completed = rebuild({ state: 'completed', phase: null, position: 100 });

const status = (name: SubscriptionName, checkpoint: number): SubscriptionStatus => ({
  name,
  checkpoint,
  head: 100,
  lag: 100 - checkpoint,
  state: 'running',
  parked: 0,
  attempts: 0,
  last_error: null,
  next_retry_at: null,
});

describe('what is known of a rebuild', () => {
  it('stays when a message about its subscription leaves it out', () => {
    const memory = createRebuildMemory();
    memory.withRebuild({ ...status('media', 1), rebuild: completed });
    expect(memory.withRebuild(status('media', 2))).toMatchObject({ checkpoint: 2, rebuild: completed });
    expect(memory.withRebuild(status('album', 2)).rebuild).toBeUndefined();
  });

  it.each([
    ['an end', completed, rebuild({ phase: 'cleaning', position: 100 })],
    ['a later phase', rebuild({ phase: 'comparing' }), rebuild({ position: 90 })],
    ['a later position', rebuild({ position: 90 }), rebuild({ position: 40 })],
    ['a later rebuild', rebuild({ started_at: '2026-01-01T00:00:09.000Z' }), completed],
    ['any rebuild', completed, null],
  ])('stays %s when an older answer comes after it', (_, newer, older) => {
    const memory = createRebuildMemory();
    memory.withRebuild({ name: 'media', rebuild: newer });
    expect(memory.withRebuild({ name: 'media', rebuild: older }).rebuild).toEqual(newer);
    expect(
      memory.withRebuild({ name: 'media', rebuild: { ...newer, last_error: 'no' } }).rebuild?.last_error,
    ).toBe('no');
  });
});

describe('the rows that a rebuild found wrong', () => {
  const certificate = { equal: false, rows: 9, differing_rows: 1, digest: 'd', first_difference: null };
  const difference = { table: 'media', key: ['media-1'], blue: null, green: null, event: null };
  const end = (first_difference: typeof difference | null, started_at = completed.started_at) =>
    rebuild({ ...completed, started_at, certificate: { ...certificate, first_difference } });

  it('stay known to an operator who asked, although the live feed leaves them out', () => {
    const memory = createRebuildMemory();
    memory.withRebuild({ name: 'media', rebuild: end(null) });
    memory.withRebuild({ name: 'media', rebuild: end(difference) });
    expect(memory.withRebuild({ name: 'media', rebuild: end(null) }).rebuild).toEqual(end(difference));
    const later = end(null, '2026-01-01T00:00:09.000Z');
    expect(memory.withRebuild({ name: 'media', rebuild: later }).rebuild).toEqual(later);
  });
});

describe('a live message of a subscription', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function session() {
    const client = new QueryClient();
    client.setQueryData<Projections>(['projections'], {
      head: 100,
      projections: [status('media', 50), status('album', 60), status('notification', 70), status('saga', 80)],
    });
    const asked = vi.spyOn(client, 'invalidateQueries').mockResolvedValue();
    const { receive } = createLiveSession(client);
    return {
      tell: (projection: SubscriptionStatus) => receive({ type: 'projection', projection }),
      shown: (name: SubscriptionName) =>
        client.getQueryData<Projections>(['projections'])?.projections.find((one) => one.name === name),
      asked: async (): Promise<unknown[]> => {
        await vi.advanceTimersByTimeAsync(1000);
        return asked.mock.calls.flatMap(([filter]) => filter?.queryKey ?? []);
      },
    };
  }

  it('updates the rebuild that is shown, and a message without one leaves it', async () => {
    const { tell, shown, asked } = session();
    tell({ ...status('media', 50), rebuild: rebuild({ position: 30 }) });
    expect(shown('media')?.rebuild?.position).toBe(30);
    tell({ ...status('media', 90), rebuild: rebuild({ position: 60 }) });
    expect(await asked()).toEqual([]);
    tell({ ...status('media', 99), state: 'retrying' });
    expect(shown('media')).toMatchObject({ checkpoint: 99, state: 'retrying', rebuild: { position: 60 } });
    expect(shown('album')?.rebuild).toBeUndefined();
    expect(await asked()).toEqual(['health', 'parked', 'flow']);
  });

  it('about a failure triggers a query for the reason', async () => {
    const { tell, asked } = session();
    tell({ ...status('media', 50), state: 'retrying', last_error: 'It failed; operators see why.' });
    expect(await asked()).toContain('projections');
  });

  it.each([
    ['media', 'media'],
    ['album', 'albums'],
    ['notification', 'notifications'],
  ] as const)('that says that %s is rebuilt has %s asked again, and the board', async (name, area) => {
    const { tell, asked } = session();
    tell({ ...status(name, 100), rebuild: rebuild({ phase: 'cleaning' }) });
    expect(await asked()).toEqual([]);
    tell({ ...status(name, 100), rebuild: completed });
    expect(new Set(await asked())).toEqual(new Set([area, 'invariants', 'projections']));
  });

  it('about an aborted rebuild triggers no query: the rows are the same', async () => {
    const { tell, asked } = session();
    tell({ ...status('media', 100), rebuild: rebuild({ state: 'aborted', phase: null }) });
    expect(await asked()).toEqual([]);
  });
});
