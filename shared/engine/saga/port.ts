// What the consumer and the routes ask of one saga instance. None of these awaits work.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { SagaTimelineEntry } from '#shared/engine/saga/view';

/** Null: done. Otherwise why it cannot be done, in words. */
export type Refusal = string | null;

export interface CoordinatorPort {
  /**
   * Starts the instance, once: the same starting event again changes nothing. False: this instance belongs to an event of
   * another stream with the same id.
   */
  start(sagaId: string, saga: string, event: LoggedEvent): Promise<boolean>;
  /** Records an event that carries this saga's id, once. */
  deliver(event: LoggedEvent): Promise<void>;
  /** Goes on from where it was parked. */
  resume(): Promise<Refusal>;
  /** Goes on behind what it was parked at. */
  skip(reason: string): Promise<Refusal>;
  /** Everything that it was told. Empty for an instance that never began. */
  timeline(): Promise<SagaTimelineEntry[]>;
}
