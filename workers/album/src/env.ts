// What this Worker is given. Of media it may only read the streams: its EVENTS binding appends albums alone.
import type { SubscriptionPort } from '#shared/mediahub/subscriptions';
import type { ServiceEnv } from '#shared/http/service';
import type {
  BatchReaderPort,
  BatchStorePort,
  ComparisonPort,
  EventReaderPort,
  EventStorePort,
} from '#shared/engine/ports/eventstore';

export interface Env extends ServiceEnv {
  /** The read model; disposable. */
  DB: D1Database;
  EVENTS: EventStorePort & BatchStorePort & ComparisonPort;
  READER: EventReaderPort & BatchReaderPort;
  SUBSCRIPTIONS: SubscriptionPort;
}
