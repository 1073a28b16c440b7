// What a subscription delivers to.
import type { LoggedEvent } from '#shared/engine/event/envelope';

/** The events with from < position ≤ to, in order. May come again; never with a hole. */
export interface Delivery {
  from: number;
  to: number;
  /** The event at `to`: the consumer keeps it with its checkpoint, because a position alone says nothing after a restore. */
  to_id?: string;
  events: LoggedEvent[];
}

/** The consumer's checkpoint now. Anything but `to` means: continue from there. */
export interface Delivered {
  checkpoint: number;
  /** The event there, where the consumer knows it. */
  event_id?: string | null;
  /**
   * Only where the delivery had no effect because the consumer's checkpoint was elsewhere: all positions after `from` that it has
   * skipped. Every other event up to `checkpoint` took effect.
   */
  skipped?: number[];
  /** Only where it was asked for its place: all that it has skipped and that has not taken effect since. */
  unapplied?: number[];
  /** How many calls to other Workers the delivery took, beyond one or two: the caller adds them to its own, and stops earlier. */
  calls?: number;
  /** Only in answer to a question for its checkpoint: the generation with which its rows start over, not active yet. */
  starts_over?: number;
  /** Only in answer to a question for its checkpoint: another generation of its rows was begun, beside the one that is shown. */
  rebuilds?: true;
}

/** What a subscription delivers to: at least once, in order. A throw is retried with backoff. */
export interface ConsumerPort {
  /** An empty delivery (`from` = `to`) asks for the consumer's checkpoint. */
  deliver(delivery: Delivery): Promise<Delivered>;
  /** Applies one event that was parked, outside the order of the log. Once in effect, however often it is asked. */
  deliverParked(event: LoggedEvent): Promise<void>;
}
