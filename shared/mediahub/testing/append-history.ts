// Appends what happened to one aggregate, for tests that read it again.
import type { EventStorePort } from '#shared/engine/ports/eventstore';
import { currentVersion, type AggregateType, type DomainEvent } from '#shared/mediahub/events/catalogue';

export async function appendHistory(
  store: EventStorePort,
  aggregate_type: AggregateType,
  aggregate_id: string,
  ...events: DomainEvent[]
): Promise<void> {
  for (const event of events) {
    const metadata = { user_id: 'u', actor: 'u', command_id: crypto.randomUUID(), correlation_id: 'c' };
    const result = await store.append({
      aggregate_id,
      aggregate_type,
      expected_version: 'any',
      events: [{ id: crypto.randomUUID(), schema_version: currentVersion(event.event_type), ...event, metadata }],
    });
    if (!result.ok) throw new Error(result.code);
  }
}
