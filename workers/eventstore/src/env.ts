// What this Worker is given: its own objects, and who receives what the log holds.
import type { StoreEnv } from '#shared/engine/eventstore/env';
import type { ConsumerPort } from '#shared/engine/ports/consumer';
import type { ReadModelPort } from '#shared/engine/ports/rebuild';
import type { ServiceEnv } from '#shared/http/service';
import type { LivePort } from '#shared/mediahub/ports/notification';

export interface Env extends StoreEnv, ServiceEnv {
  MEDIA: ReadModelPort;
  ALBUM: ReadModelPort;
  NOTIFICATION: ReadModelPort;
  LIVE: ConsumerPort;
  SAGA: ConsumerPort;
  BROWSERS: LivePort;
}
