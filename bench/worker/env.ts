// What the benchmarks may call, and what they answer.
import type { SubscriptionPort } from '#shared/mediahub/subscriptions';
import type { EventStorePort } from '#shared/engine/ports/eventstore';

export interface Env {
  FORWARD_KEYS: string;
  EVENTS: EventStorePort;
  SUBSCRIPTIONS: SubscriptionPort;
  MEDIA_COMMAND: Fetcher;
  MEDIA_QUERY: Fetcher;
  EVENTSTORE: Fetcher;
  /** Objects that only append. */
  BARE_STREAM: { getByName(name: string): { append(data: string): Promise<number> } };
  BARE: { list(userId: string): Promise<unknown[]> };
  LOG_DB: D1Database;
  MEDIA_DB: D1Database;
  SAGA_DB: D1Database;
  ALBUM_DB: D1Database;
  NOTIFICATION_DB: D1Database;
}

/** Tries in a turn. The clock in here ticks in milliseconds, which says little about one quick try and enough about ten. */
const TURN = 10;

export interface Measured {
  /** Milliseconds of each try, in the order in which they were made. */
  each: number[];
  /** Milliseconds a try, turn by turn. */
  turns: number[];
  /** Milliseconds of all of them together. */
  total_ms: number;
}

export const NOTHING: Measured = { each: [], turns: [], total_ms: 0 };

/** One behind the other. */
export const plus = (a: Measured, b: Measured): Measured => ({
  each: [...a.each, ...b.each],
  turns: [...a.turns, ...b.turns],
  total_ms: a.total_ms + b.total_ms,
});

/** Runs `work` so many times, one after the other. */
export async function timed(times: number, work: (n: number) => Promise<unknown>): Promise<Measured> {
  const each: number[] = [];
  const turns: number[] = [];
  const start = performance.now();
  let turn = start;
  for (let n = 0; n < times; n++) {
    const before = performance.now();
    await work(n);
    const now = performance.now();
    each.push(now - before);
    if ((n + 1) % TURN > 0) continue;
    turns.push((now - turn) / TURN);
    turn = now;
  }
  return { each, turns, total_ms: performance.now() - start };
}
