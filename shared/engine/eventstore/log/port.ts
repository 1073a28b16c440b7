// What streams and subscriptions ask of the global log.
import type { StreamEvent } from '#shared/engine/envelope';

export type PublishResult =
  /** Position of each event that was handed in, in the same order. */
  | { ok: true; positions: number[] }
  /** `busy`: the queue is full. `gap`: the log has this aggregate only up to `last_version`. */
  | { ok: false; code: 'busy' | 'gap' | 'unavailable'; last_version: number };

export interface LogPort {
  /**
   * Hands in a run of one aggregate's events, ascending and without holes. Known ones keep their position. `awaited`: somebody
   * waits for what follows from them, so the subscriptions hear of them at once.
   */
  publish(aggregateId: string, events: StreamEvent[], awaited: boolean): Promise<PublishResult>;
}
