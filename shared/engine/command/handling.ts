// What the command handler is given for one command.
import type { Catalogue } from '../event/catalogue.ts';
import type { Decider } from './decider.ts';
import type { Metadata } from '../event/envelope.ts';
import type { EventStorePort } from '../ports/eventstore.ts';

/** What a decider decides: an event without its envelope. */
export interface DecidedEvent {
  event_type: string;
  data: object;
}

export interface HandleOptions {
  /** `new`: the id was made for this command, nothing to load. */
  idOrigin?: 'new' | 'derived';
  /** How long conflicts are retried. */
  conflictTimeoutMs?: number;
  /** How long to wait for the global position; without it the answer comes as soon as the events are durable. */
  positionWithinMs?: number;
  /** The subscription that is waited for afterwards. */
  awaitedBy?: string;
  /** The answer waits for it, at most this long. */
  shownWithinMs?: number;
}

export interface Handling<State, Command, Event extends DecidedEvent> extends HandleOptions {
  store: EventStorePort;
  catalogue: Pick<Catalogue, 'currentVersion' | 'known'>;
  decider: Decider<State, Command, Event>;
  aggregate_type: string;
  aggregate_id: string;
  command: Command;
  metadata: Metadata;
}
