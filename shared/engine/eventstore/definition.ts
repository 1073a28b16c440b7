// What an event store is built from: its events, who follows its log, and which read models can be rebuilt. All of it is
// values that the system passes in; the engine knows no event type, no owner and no consumer of its own.
import type { ConsumerPort } from '#shared/engine/ports/consumer';
import type { Catalogue } from '../event/catalogue.ts';
import type { LoggedEvent, NewEvent } from '../event/envelope.ts';
import type { SubscriptionStatus } from '../ports/eventstore.ts';
import type { ReadModelPort } from '../ports/rebuild.ts';
import type { StoreEnv } from './env.ts';
import { hasUrgent, type SubscriptionRules } from './subscription/rules.ts';

export interface SubscriptionDefinition<Env> extends SubscriptionRules {
  /** Who receives the events; a `ReadModelPort` where `rebuilds` is set. */
  consumer(env: Env): ConsumerPort | ReadModelPort;
}

export interface StoreDefinition<Env extends StoreEnv = StoreEnv> {
  catalogue: Catalogue;
  /** By name. The names are stored with checkpoints and parked events. */
  subscriptions: Readonly<Record<string, SubscriptionDefinition<Env>>>;
  /** The owner of an event: the log can be read by owner. */
  ownerOf(event: LoggedEvent): string;
  /** The field of an event's data that refers to another aggregate, for the certificates of rebuilds. */
  reference?: string;
  /**
   * Streams that begin with one of these events mostly rest afterwards: of their first event the log reminds them, which is one
   * commit for many. A stream whose next event is near has an alarm of its own, which serves both.
   */
  beginsAndRests?(event: NewEvent): boolean;
  /** Best effort: passes the state of a subscription on to its viewers. */
  announce?(env: Env, status: SubscriptionStatus): Promise<void>;
}

export const namesOf = ({ subscriptions }: StoreDefinition): string[] => Object.keys(subscriptions);

/** Whether a subscription is to receive one of these as soon as it has its position. */
export const isUrgent = (
  store: Pick<StoreDefinition<never>, 'subscriptions'>,
  events: readonly NewEvent[],
): boolean => Object.values(store.subscriptions).some((rules) => hasUrgent(events, rules));

/** @throws when the store has no such subscription */
export function subscriptionOf<Env extends StoreEnv>(
  { subscriptions }: StoreDefinition<Env>,
  name: string,
): SubscriptionDefinition<Env> {
  const found = subscriptions[name];
  if (!found) throw new Error(`no subscription is called ${name}`);
  return found;
}

/** The read model of this name. @throws when it cannot be rebuilt */
export function readModelOf<Env extends StoreEnv>(
  store: StoreDefinition<Env>,
  env: Env,
  name: string,
): ReadModelPort {
  const { rebuilds, consumer } = subscriptionOf(store, name);
  if (!rebuilds) throw new Error(`${name} cannot be rebuilt`);
  return consumer(env) as ReadModelPort;
}
