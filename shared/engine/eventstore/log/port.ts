// What streams and subscriptions ask of the global log.
import type { StreamEvent } from '#shared/engine/envelope';
import type { Note } from '../flight-recorder.ts';

export type PublishResult =
  /** Position of each event that was handed in, in the same order. */
  | { ok: true; positions: number[] }
  /** `busy`: the queue is full. `gap`: the log has this aggregate only up to `last_version`. */
  | { ok: false; code: 'busy' | 'gap' | 'unavailable'; last_version: number };

export interface LogFlow {
  /** Events that wait to be written into the log. */
  waiting: number;
  /** Events that came again and were recognised, since the object came up. */
  refused: number;
  /** Streams whose last publish failed, with what they hold in their outboxes. */
  outbox: { streams: number; events: number };
  notes: Note[];
}

export interface LogPort {
  /**
   * Hands in a run of one aggregate's events, ascending and without holes. Known ones keep their position. `awaited`: somebody
   * waits for what follows from them, so the subscriptions hear of them at once.
   */
  publish(aggregateId: string, events: StreamEvent[], awaited: boolean): Promise<PublishResult>;
  /** A stream could not publish so many events, or all are through again (0). A hint for people; it decides nothing. */
  outboxHolds(aggregateId: string, events: number): Promise<void>;
  /** What passed lately, for people who watch; asking keeps the recorder going. */
  flow(since: number): Promise<LogFlow>;
}
