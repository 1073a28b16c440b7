// What a system decides about each of its subscriptions.
import type { LoggedEvent, NewEvent } from '../../event/envelope.ts';

/** What is special about a subscription. */
export interface SubscriptionRules {
  /**
   * Which events need a call of their own; all of them when absent. The others reach its consumer in order, too: with the
   * next one of interest, or within a second. So a wrong answer costs freshness, and nothing else.
   */
  interestedIn?(event: LoggedEvent): boolean;
  /** Which events it receives as soon as their writer has its answer; the others gather for a moment, unless a caller waits. */
  urgent?(event: NewEvent): boolean;
  /** Which events must stay in order behind a parked one; those of the same aggregate when absent. */
  partition?(event: LoggedEvent): string;
  /** Its consumer has no past: the first delivery begins at the head of the log. */
  startsAtHead?: boolean;
  /** `false`: what cannot be delivered is dropped. Everything else is parked for a person. */
  parks?: boolean;
  /** Its consumer is a read model that can be rebuilt. */
  rebuilds?: boolean;
}

export const byAggregate = (event: LoggedEvent): string => event.aggregate_id;

/** Whether it is to have one of these at once. */
export const hasUrgent = (events: readonly NewEvent[], { urgent }: Pick<SubscriptionRules, 'urgent'>): boolean =>
  urgent !== undefined && events.some(urgent);
