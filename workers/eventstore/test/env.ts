// The bindings as the tests see them, and what the tests say to the stand-in consumers.
import type { SubscriptionPort } from '#shared/mediahub/subscriptions';
import { derivedUuid } from '#shared/engine/event/ids';
import { env as bindings, type D1Migration } from 'cloudflare:test';
import { exports } from 'cloudflare:workers';
import { newId } from '#shared/mediahub/ids';
import type { NewEvent } from '#shared/engine/event/envelope';
import type { AppendRequest, EventStorePort, ExpectedVersion } from '#shared/engine/ports/eventstore';
import type { PropertyEnv } from '#shared/engine/testing/property-env';
import type { DevelopmentEnv as Env } from '../src/routes/faults.ts';

export interface Effect {
  id: string;
  position: number;
  aggregate_id: string;
  version: number;
  schema_version: number;
}

interface Control {
  /** What took effect at this consumer, in the order in which it did, but the first so many. */
  applied(name: string, after?: number): Promise<Effect[]>;
  /** How many deliveries had an effect. */
  deliveries(name: string): Promise<number>;
  /** The same of several at once; and how much that is of each. */
  news(after: Record<string, number>): Promise<Record<string, Effect[]>>;
  counts(names: string[]): Promise<Record<string, number>>;
  break(name: string, aggregateId: string | null): Promise<void>;
  hold(step: string | null): Promise<void>;
  begin(name: string): Promise<void>;
  asked(step: string): Promise<number>;
}

export const env = bindings as unknown as Env & {
  CONTROL: Control;
  MIGRATIONS: D1Migration[];
  /** Of the read model in read-model.ts. */
  READ_MODEL: D1Database;
  /** SEED, PLAN and SOAK_SECONDS of the process that runs the tests. */
  TRIALS: PropertyEnv;
  /** How much of the lengths in growth.workerd.test.ts. */
  GROWTH: string;
};

/** What a command side is bound to: every call comes in as a request of its own. */
export const eventStore = (): EventStorePort =>
  (exports as unknown as { EventStoreRpc: (options: object) => EventStorePort }).EventStoreRpc({
    props: { aggregate_types: ['Media'] },
  });

/** What a read side is bound to. */
export const subscriptions = (): SubscriptionPort =>
  (exports as unknown as { SubscriptionRpc: (options: object) => SubscriptionPort }).SubscriptionRpc({});

/** A valid event whose id derives from `id`. */
export const renamed = (id: string, filename = `${id}.jpg`): NewEvent => ({
  id: derivedUuid(id),
  event_type: 'MediaRenamed',
  schema_version: 1,
  data: { filename },
  metadata: { user_id: 'user-1', actor: 'user-1', command_id: `command-${id}`, correlation_id: 'c' },
});

/** An append that waits for its position, as long as a person does. */
export const request = (
  aggregate_id: string,
  expected_version: ExpectedVersion,
  ...events: NewEvent[]
): AppendRequest => ({ ...atOnce(aggregate_id, expected_version, ...events), position_within_ms: 2_000 });

/** An append that is answered as soon as it is durable. */
export const atOnce = (
  aggregate_id: string,
  expected_version: ExpectedVersion,
  ...events: NewEvent[]
): AppendRequest => ({ aggregate_id, aggregate_type: 'Media', expected_version, events });

/** A fresh stream: tests are kept apart by fresh ids, not by resets. */
export const freshStream = () => {
  const id = newId('media');
  return { id, stream: env.STREAM.getByName(id), event: (n: number | string) => renamed(`${id}/${n}`) };
};
