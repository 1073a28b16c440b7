// What the benchmarks may call, and what they answer.
import type { EventStorePort, SubscriptionPort } from '#shared/ports/eventstore';

export interface Env {
  FORWARD_KEYS: string;
  EVENTS: EventStorePort;
  SUBSCRIPTIONS: SubscriptionPort;
  MEDIA_COMMAND: Fetcher;
  MEDIA_QUERY: Fetcher;
  EVENTSTORE: Fetcher;
  BARE: { list(userId: string): Promise<unknown[]> };
  LOG_DB: D1Database;
  MEDIA_DB: D1Database;
  SAGA_DB: D1Database;
  ALBUM_DB: D1Database;
  NOTIFICATION_DB: D1Database;
}

/** Milliseconds of each try, in the order in which they were made, and how long all took. */
export interface Measured {
  each: number[];
  total_ms: number;
}

/** Runs `work` so many times, one after the other. */
export async function timed(times: number, work: (n: number) => Promise<unknown>): Promise<Measured> {
  const each: number[] = [];
  const start = performance.now();
  for (let n = 0; n < times; n++) {
    const before = performance.now();
    await work(n);
    each.push(performance.now() - before);
  }
  return { each, total_ms: performance.now() - start };
}
