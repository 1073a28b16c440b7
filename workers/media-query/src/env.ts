// The bindings of wrangler.toml, typed by their ports.
import type { ServiceEnv } from '#shared/http/service';
import type { SubscriptionPort } from '#shared/mediahub/subscriptions';

export interface Env extends ServiceEnv {
  /** The read model: disposable, made of the log. */
  DB: D1Database;
  /** Originals and thumbnails; only read here. */
  FILES: R2Bucket;
  SUBSCRIPTIONS: SubscriptionPort;
}
