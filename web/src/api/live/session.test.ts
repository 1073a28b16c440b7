// The invariant board's messages, and what they make a page do.
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventAt } from '#shared/engine/testing/log-of';
import type { Invariant } from '#shared/mediahub/api/invariant';
import { BOARD_KEY } from './board.ts';
import { createLiveSession } from './session.ts';

const at = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z`;

const invariant = (checked_at: string): Invariant => ({
  id: 'positions-dense',
  title: 'Positions are dense',
  state: 'green',
  checked_at,
  covered_since: checked_at,
  checked: 1,
  problem: null,
  total: 1,
  read_model: null,
  history: [],
  broken: 0,
  evidence: [],
});

const EVENT = eventAt(1);

/** A board that was last checked at `server.second`, and the page that shows it. */
function opened() {
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } },
  });
  const server = { second: 0, asked: 0, down: false };
  const options = {
    queryKey: BOARD_KEY,
    queryFn: () => {
      server.asked++;
      if (server.down) return Promise.reject(new Error('no answer'));
      return Promise.resolve([invariant(at(server.second))]);
    },
  };
  const page = new QueryObserver(client, options);
  const leave = page.subscribe(() => undefined);
  const { receive } = createLiveSession(client);
  /** The board has checked in this second, and last found something different in `changed`. */
  const checked = async (second: number, changed: number) => {
    server.second = second;
    receive({ type: 'invariants', checked_at: at(second), stale_before: at(changed) });
    await vi.advanceTimersByTimeAsync(1_000);
  };
  const shows = () => client.getQueryData<Invariant[]>(BOARD_KEY)?.[0]?.checked_at;
  return { server, page, options, leave, receive, checked, shows };
}

describe('a page with the invariant board', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks again when a check has brought something new', async () => {
    const { server, checked, shows } = opened();
    await checked(1, 0);
    await checked(10, 10);
    expect([server.asked, shows()]).toEqual([2, at(10)]);
  });

  it('only shows the new time when a check has brought nothing new', async () => {
    const { server, checked, shows } = opened();
    await vi.advanceTimersByTimeAsync(0);
    await checked(10, 0);
    await checked(20, 0);
    expect([server.asked, shows()]).toEqual([1, at(20)]);
  });

  it('catches up with the next message after one was lost', async () => {
    const { server, checked, shows } = opened();
    await vi.advanceTimersByTimeAsync(0);
    await checked(20, 10);
    expect([server.asked, shows()]).toEqual([2, at(20)]);
  });

  it('asks again with the next message when the board did not answer', async () => {
    const { server, checked, shows } = opened();
    await vi.advanceTimersByTimeAsync(0);
    server.down = true;
    await checked(10, 10);
    expect(shows()).toBe(at(0));
    server.down = false;
    await checked(20, 10);
    expect(shows()).toBe(at(20));
  });

  it('stops asking when it is closed or hidden, so that the board can rest', async () => {
    const { server, page, options, leave, checked } = opened();
    await vi.advanceTimersByTimeAsync(0);
    page.setOptions({ ...options, enabled: false });
    await checked(10, 10);
    page.setOptions({ ...options, enabled: true });
    await vi.advanceTimersByTimeAsync(0);
    const before = server.asked;
    leave();
    await checked(20, 20);
    expect(server.asked).toBe(before);
  });

  it('is not asked because of events: the board says by itself when it has looked at them', async () => {
    const { server, receive } = opened();
    await vi.advanceTimersByTimeAsync(0);
    receive({ type: 'event', position: 1, event: EVENT });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.asked).toBe(1);
  });
});

it('does not query the board before its page has been opened', async () => {
  const client = new QueryClient();
  createLiveSession(client).receive({ type: 'invariants', checked_at: at(10), stale_before: at(10) });
  expect(client.getQueryData(BOARD_KEY)).toBeUndefined();
});
