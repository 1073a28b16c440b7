// MediaHub's event store: the engine's objects, with MediaHub's events and the Workers that follow the log.
import type { StoreDefinition } from '#shared/engine/eventstore/definition';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';
import {
  beginsAndRests,
  REFERENCE,
  SUBSCRIPTION_RULES as rules,
  SUBSCRIPTIONS,
  type SubscriptionName,
  type SubscriptionStatus,
} from '#shared/mediahub/subscriptions';
import type { Env } from './env.ts';
import { publicStatus } from './reading/public-status.ts';

/** Where wrangler.toml binds the consumer of a subscription. */
const bindingOf = (name: SubscriptionName) => name.toUpperCase() as Uppercase<SubscriptionName>;

export const STORE: StoreDefinition<Env> = {
  catalogue: CATALOGUE,
  subscriptions: Object.fromEntries(
    SUBSCRIPTIONS.map((name) => [name, { ...rules[name], consumer: (env: Env) => env[bindingOf(name)] }]),
  ),
  ownerOf: ({ metadata }) => metadata.user_id,
  reference: REFERENCE,
  beginsAndRests,
  // The names of this store are those of the table above.
  announce: (env, status) =>
    // It goes to every browser, so it says that something failed, not why: an operator's page asks for that.
    env.BROWSERS.broadcast({ type: 'projection', projection: publicStatus(status as SubscriptionStatus) }),
};
