// What the consumer and the routes ask of one saga instance. None of these awaits work.
import type { LoggedEvent } from '#shared/events/envelope';

export interface CoordinatorPort {
  /** Starts the instance, once: the same starting event again changes nothing. */
  start(sagaId: string, saga: string, event: LoggedEvent): Promise<void>;
  /** Records an event that carries this saga's id, once. */
  deliver(event: LoggedEvent): Promise<void>;
  /** Goes on from where it was parked. False when it is not parked. */
  resume(): Promise<boolean>;
  /** Goes on behind what it was parked at. False when it is not parked. */
  skip(reason: string): Promise<boolean>;
}
