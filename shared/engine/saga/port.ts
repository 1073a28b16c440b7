// What the consumer and the routes ask of one saga instance. None of these awaits work.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { TimelinePage } from './timeline.ts';

/** Null: done. Otherwise why it cannot be done, in words. */
export type Refusal = string | null;

export interface TimelineAsked {
  /** How many entries to pass by. */
  after: number;
  limit: number;
}
export const FIRST_PAGE: TimelineAsked = { after: 0, limit: 500 };

export interface CoordinatorPort {
  /**
   * Starts the instance, once: the same starting event again changes nothing. False: this instance belongs to an event of
   * another stream with the same id.
   */
  start(sagaId: string, saga: string, event: LoggedEvent): Promise<boolean>;
  /** Records an event that carries this saga's id, once. */
  deliver(event: LoggedEvent): Promise<void>;
  /** Checks its timer again: the clock may have been set since. */
  wake(): Promise<void>;
  /** Goes on from where it was parked. */
  resume(): Promise<Refusal>;
  /** Goes on behind what it was parked at. */
  skip(reason: string): Promise<Refusal>;
  /** A page of everything that it took in. Empty for an instance that never began. */
  timeline(asked?: TimelineAsked): Promise<TimelinePage>;
}
