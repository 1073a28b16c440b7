// This Worker's bindings: its own objects, and the consumers of the log.
import type { StoreEnv } from '#shared/engine/eventstore/env';
import type { ConsumerPort } from '#shared/engine/ports/consumer';
import type { ReadModelPort } from '#shared/engine/ports/rebuild';
import type { SagaRunsPort } from '#shared/engine/ports/saga-runs';
import type { ServiceEnv } from '#shared/http/service';
import type { LivePort } from '#shared/mediahub/ports/notification';
import type { ReadModelName, SubscriptionName } from '#shared/mediahub/subscriptions';

/** Each subscription's consumer is bound under its name in capitals. */
type Consumers = {
  [Name in SubscriptionName as Uppercase<Name>]: Name extends ReadModelName ? ReadModelPort : ConsumerPort;
};

export interface Env extends StoreEnv, ServiceEnv, Consumers {
  SAGA: ConsumerPort & SagaRunsPort;
  BROWSERS: LivePort;
}
