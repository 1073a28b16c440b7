// Every command of an aggregate goes through one of these: `handle` for code, `respond` for HTTP, `reply` for a saga. They
// differ in how they answer a refusal and a stream with persistent conflicts.
import type { DecidedEvent, HandleOptions } from '#shared/engine/command/handling';
import type { Catalogue } from '../event/catalogue.ts';
import type { Decider } from './decider.ts';
import type { Metadata } from '../event/envelope.ts';
import { ConcurrencyError, StorageFull, StreamDiverged, handle, type Handled } from './handle-command.ts';
import type { EventReaderPort, EventStorePort, ReadOptions } from '../ports/eventstore.ts';
import { foldStream, type FoldedStream } from './read-stream.ts';
import type { CommandReply, SagaContext } from '../saga/command.ts';
import { busyWhenContended, replyOf, SAGA_CONFLICT_TIMEOUT_MS, sagaMetadata } from '../saga/participant.ts';

export interface AggregateDefinition<State, Command, Event extends DecidedEvent> {
  /** Such as `Order`. Its ids begin with it in lower case. */
  type: string;
  decider: Decider<State, Command, Event>;
  events: Pick<Catalogue, 'currentVersion' | 'known'>;
  /** What `respond` throws: the error of a code, which is the decider's, or `busy` when conflicts persisted. */
  refusal(code: string, reason: string): Error;
}

export type Done<State> = Extract<Handled<State>, { ok: true }>;

/** A command to the stream `id`. */
type Asked<Command> = [
  store: EventStorePort,
  id: string,
  command: Command,
  metadata: Metadata,
  options?: HandleOptions,
];

export interface Aggregate<State, Command> {
  /** @throws ConcurrencyError when conflicts persisted for `conflictTimeoutMs` */
  handle(...asked: Asked<Command>): Promise<Handled<State>>;
  /** For HTTP routes that look at a rejection themselves. @throws the definition's `refusal` where the store refuses */
  attempt(...asked: Asked<Command>): Promise<Handled<State>>;
  /** For HTTP. @throws the definition's `refusal` */
  respond(...asked: Asked<Command>): Promise<Done<State>>;
  /** For a saga's step: every outcome is a reply. */
  reply(
    store: EventStorePort,
    id: string,
    command: Command,
    context: SagaContext,
    options?: HandleOptions,
  ): Promise<CommandReply>;
  /** Reads and folds the whole stream, for those who must know before they decide. */
  load(
    store: EventReaderPort,
    id: string,
    options?: Omit<ReadOptions, 'after_version' | 'snapshot'>,
  ): Promise<FoldedStream<State>>;
}

const FULL = 'The database of events is full. What there is can be read; writing goes on when there is room.';

export function aggregate<State, Command, Event extends DecidedEvent>({
  type,
  decider,
  events: catalogue,
  refusal,
}: AggregateDefinition<State, Command, Event>): Aggregate<State, Command> {
  const run = (...[store, aggregate_id, command, metadata, options = {}]: Asked<Command>) =>
    handle({ store, catalogue, decider, aggregate_type: type, aggregate_id, command, metadata, ...options });
  const attempt = (...asked: Asked<Command>) =>
    run(...asked).catch((error: unknown) => {
      if (error instanceof StreamDiverged) throw refusal('stream_diverged', error.message);
      if (error instanceof StorageFull) throw refusal('storage_full', FULL);
      throw error instanceof ConcurrencyError
        ? refusal('busy', `Others keep changing this ${type.toLowerCase()}.`)
        : error;
    });
  return {
    handle: run,
    attempt,
    async respond(...asked) {
      const handled = await attempt(...asked);
      if (!handled.ok) throw refusal(handled.code, handled.reason);
      return handled;
    },
    reply(store, id, command, context, options) {
      const limits = { conflictTimeoutMs: SAGA_CONFLICT_TIMEOUT_MS, ...options };
      return busyWhenContended(run(store, id, command, sagaMetadata(context), limits).then(replyOf));
    },
    load: (store, id, options) =>
      // A stream holds events of its own aggregate only: the store has checked them.
      foldStream(
        store,
        id,
        decider.initialState,
        (state, event) => decider.evolve(state, catalogue.known(event) as unknown as Event),
        options,
      ),
  };
}
