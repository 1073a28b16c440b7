// Parked events as a person has to think of them: per subscription, and in it per partition, because only the oldest of
// a partition is the trouble; the others wait behind it. Pure.
import type { SubscriptionName } from '#shared/mediahub/subscriptions';
import type { ParkedEvent } from '#shared/mediahub/subscriptions';

export interface Partition {
  key: string;
  /** Oldest first; at least one. */
  events: ParkedEvent[];
}

export interface ParkedAt {
  subscription: SubscriptionName;
  count: number;
  partitions: Partition[];
}

export function partitionsOf(parked: readonly ParkedEvent[]): ParkedAt[] {
  const bySubscription = Map.groupBy(parked, ({ subscription }) => subscription);
  return [...bySubscription].map(([subscription, events]) => ({
    subscription,
    count: events.length,
    partitions: [...Map.groupBy(events, ({ partition_key }) => partition_key)].map(([key, inside]) => ({
      key,
      events: inside.toSorted((a, b) => a.position - b.position),
    })),
  }));
}
