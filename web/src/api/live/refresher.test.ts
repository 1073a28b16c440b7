import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Area } from './affected.ts';
import { createRefresher } from './refresher.ts';

/** A server that answers when the test says so. */
function slowServer() {
  const asked: Area[] = [];
  let answer: () => void = () => undefined;
  const ask = (area: Area) => {
    asked.push(area);
    return new Promise<void>((resolve) => {
      answer = resolve;
    });
  };
  return { asked, ask, answer: () => answer() };
}

const gathered = () => vi.advanceTimersByTimeAsync(100);

describe('asking a read model again', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('makes one request of a hundred events that come together, for the highest position', async () => {
    const { asked, ask } = slowServer();
    const refresher = createRefresher({ ask, gatherMs: 100 });
    for (let position = 1; position <= 100; position++) refresher.want('media', position);
    expect(refresher.atLeast('media').min_position).toBe(100);
    await gathered();
    expect(asked).toEqual(['media']);
  });

  it('has at most one request under way, and asks once more for what came in during it', async () => {
    const { asked, ask, answer } = slowServer();
    const refresher = createRefresher({ ask, gatherMs: 100 });
    refresher.want('media', 1);
    await gathered();
    refresher.want('media', 2);
    refresher.want('media', 3);
    await gathered();
    expect(asked).toHaveLength(1);
    answer();
    await gathered();
    expect(asked).toHaveLength(2);
  });

  it('does not ask for a position that was reached already', async () => {
    const { asked, ask, answer } = slowServer();
    const refresher = createRefresher({ ask, gatherMs: 100 });
    refresher.want('media', 7);
    await gathered();
    answer();
    await gathered();
    refresher.want('media', 7);
    refresher.want('media', 3);
    await gathered();
    expect(asked).toHaveLength(1);
  });

  it('asks for an own write by its token, until a request has shown it', async () => {
    const { asked, ask, answer } = slowServer();
    const refresher = createRefresher({ ask, gatherMs: 100 });
    refresher.wantWritten('media', 'media-1@1');
    await gathered();
    expect(refresher.atLeast('media')).toEqual({ min_position: undefined, consistency: 'media-1@1' });
    refresher.wantWritten('media', 'media-2@1');
    answer();
    await gathered();
    expect([asked.length, refresher.atLeast('media').consistency]).toEqual([2, 'media-2@1']);
    answer();
    await gathered();
    expect(refresher.atLeast('media').consistency).toBeUndefined();
  });

  it('goes on after a request that failed', async () => {
    const ask = vi.fn<(area: Area) => Promise<void>>().mockRejectedValueOnce(new Error('no')).mockResolvedValue();
    const refresher = createRefresher({ ask, gatherMs: 100 });
    refresher.want('albums', 1);
    await gathered();
    refresher.want('albums', 2);
    await gathered();
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('forgets the positions of a log that was begun anew', async () => {
    const { ask } = slowServer();
    const refresher = createRefresher({ ask, gatherMs: 100 });
    refresher.want('media', 500);
    refresher.restart(3);
    expect(refresher.atLeast('media').min_position).toBe(3);
  });
});
