// What streams and subscriptions ask of the global log.
import type { StreamEvent } from '#shared/engine/event/envelope';
import type { Note } from '../flight-recorder.ts';
import type { Mark } from './restore-mark.ts';

export type PublishResult =
  /** Position of each event that was handed in, in the same order. */
  | { ok: true; positions: number[] }
  /**
   * `busy`: the queue is full. `gap`: the log has this aggregate only up to `last_version`. `diverged`: it has another event
   * in the place of one of these. `full`: its database takes nothing more.
   */
  | { ok: false; code: 'busy' | 'gap' | 'unavailable' | 'diverged' | 'full'; last_version: number };

/** What spares work. Where it is wrong it costs time, and nothing else. */
export interface PublishHints {
  /** Subscriptions that a caller waits for: they receive these events at once. */
  awaitedBy?: readonly string[];
  /** The log has just said that it holds nothing of this aggregate. */
  isNew?: boolean;
}

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
  /** Hands in a run of one aggregate's events, ascending and without holes. Known ones keep their position. */
  publish(aggregateId: string, events: StreamEvent[], about?: PublishHints): Promise<PublishResult>;
  /**
   * A new stream is about to write its first event. If the log does not get it, it reminds the stream.
   * @returns until when the stream may count on that, durably; 0: not at all
   */
  expect(aggregateId: string): Promise<number>;
  /** A stream could not publish so many events, or all are through again (0). A hint for people; it decides nothing. */
  outboxHolds(aggregateId: string, events: number): Promise<void>;
  /** What those hold that could not publish. */
  outbox(): Promise<LogFlow['outbox']>;
  /** What passed recently, for viewers; asking keeps the recorder going. */
  flow(since: number): Promise<LogFlow>;
  /** Whether it has refused an event for want of room, and has taken none since. */
  isFull(): Promise<boolean>;
  /** Checks that the log is the one it remembers; if not, it continues in a new epoch. */
  check(): Promise<void>;
  /** A person says that the stores were put back as a whole: what was given positions since is not known here. */
  beginEpoch(reason: string): Promise<void>;
  /** What it holds of these streams behind a hole is set aside; they publish it again, behind what is missing. */
  setAside(aggregateIds: readonly string[]): Promise<void>;
  /** A stream or consumer has seen this event. A log that lacks it was restored, and continues in a new epoch. */
  seen(mark: Mark): Promise<void>;
}
