// What the log, the routes and the RPC entrypoint ask of one subscription.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { ParkedEvent, SubscriptionStatus, WaitResult } from '#shared/engine/ports/eventstore';
import type { Mark } from '../log/restore-mark.ts';
import type { Note } from '../flight-recorder.ts';
import type { SubscriptionState } from './SubscriptionProcessor.ts';
import type { RetryResult } from './retry-parked.ts';

/** Without `head` and `lag`, which the caller fills in from the log. */
export type Status = Omit<SubscriptionStatus, 'head' | 'lag'>;

export interface SubscriptionObjectPort {
  /**
   * There is something after `before`; `events` are the first of it, where the log still has them at hand.
   * Acknowledged once the subscription has armed its own alarm. `isAwaited`: it is to have them at once.
   */
  notify(name: string, before: number, head: number, events: LoggedEvent[], isAwaited?: boolean): Promise<void>;
  /** `event`: the one at this position, if the caller has it. */
  waitFor(name: string, position: number, timeoutMs: number, event?: LoggedEvent): Promise<WaitResult>;
  status(name: string): Promise<Status>;
  /** The event at its consumer's checkpoint, from memory: the consumer is not asked. */
  place(): Promise<Mark | null>;
  /** The oldest parked events after a position. */
  parked(name: string, limit: number, after?: number): Promise<ParkedEvent[]>;
  parkedAt(name: string, position: number): Promise<ParkedEvent | null>;
  /** The partitions with parked events, in their order, each with its last position. */
  partitions(after: string, limit: number): Promise<{ partition_key: string; last: number }[]>;
  /**
   * Delivers a parked event and those before it in its partition, then what only waits behind it. `failed`: why it ended
   * before all were through.
   */
  retryParked(name: string, position: number): Promise<RetryResult>;
  /** Before the log records that it is discarded: from now on it is not retried. False: it is being retried right now. */
  giveUp(position: number): Promise<boolean>;
  /** After a restore: starts over from position 0; a consumer without rows recognises the events that it has. */
  startOver(name: string): Promise<void>;
  /** Takes a parked event out for good. Say why in the log first. */
  discardParked(name: string, position: number): Promise<void>;
  /** What passed recently, for viewers; asking keeps the recorder going. */
  flow(since: number): Promise<{ refused: number; notes: Note[] }>;
}

export const placeOf = (state: SubscriptionState | undefined): Mark | null =>
  typeof state?.event_id === 'string' ? { position: state.checkpoint, id: state.event_id } : null;

export const statusOf = (
  { name, checkpoint, trouble }: SubscriptionState,
  parked: { count(checkpoint: number): number },
): Status => ({
  name,
  checkpoint,
  state: trouble ? 'retrying' : 'running',
  parked: parked.count(checkpoint),
  attempts: trouble?.attempts ?? 0,
  last_error: trouble?.last_error ?? null,
  next_retry_at: trouble ? new Date(trouble.retry_at).toISOString() : null,
});
