// Which events must stay in order behind a parked one: those of the same partition. The rest goes on.
import type { LoggedEvent } from '#shared/engine/envelope';
import type { SubscriptionName } from '#shared/engine/ports/eventstore';

/** Saga: by saga. Media read model: by media, also for album events that name one. Everywhere else: by aggregate. */
export function partitionOf(name: SubscriptionName, event: LoggedEvent): string {
  if (name === 'saga') return event.metadata.saga_id ?? event.aggregate_id;
  if (name === 'media' && 'media_id' in event.data) return String(event.data.media_id);
  return event.aggregate_id;
}
