// MediaHub's event store: the engine's objects, with MediaHub's events and the Workers that follow the log.
import type { StoreDefinition } from '#shared/engine/eventstore/definition';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';
import { REFERENCE, SUBSCRIPTION_RULES as rules, type SubscriptionStatus } from '#shared/mediahub/subscriptions';
import type { Env } from './env.ts';

export const STORE: StoreDefinition<Env> = {
  catalogue: CATALOGUE,
  subscriptions: {
    media: { ...rules.media, consumer: ({ MEDIA }) => MEDIA },
    album: { ...rules.album, consumer: ({ ALBUM }) => ALBUM },
    notification: { ...rules.notification, consumer: ({ NOTIFICATION }) => NOTIFICATION },
    live: { ...rules.live, consumer: ({ LIVE }) => LIVE },
    saga: { ...rules.saga, consumer: ({ SAGA }) => SAGA },
  },
  ownerOf: ({ metadata }) => metadata.user_id,
  reference: REFERENCE,
  // The names of this store are those of the table above.
  announce: (env, status) =>
    env.BROWSERS.broadcast({ type: 'projection', projection: status as SubscriptionStatus }),
};
