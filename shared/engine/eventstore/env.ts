// What this Worker is given. Object namespaces are typed by the methods that others may call.
import type { ChaosPort } from '#shared/engine/faults/plan';
import type { ConsumerPort } from '#shared/engine/ports/eventstore';
import type { LivePort } from '#shared/mediahub/ports/notification';
import type { ReadModelPort } from '#shared/engine/ports/rebuild';
import type { ServiceEnv } from '#shared/http/service';
import type { FaultSwitchPort } from '../faults/port.ts';
import type { LogPort } from './log/port.ts';
import type { RebuildObjectPort } from './rebuild/port.ts';
import type { StreamPort } from './stream/port.ts';
import type { SubscriptionObjectPort } from './subscription/port.ts';

/** A Durable Object namespace whose objects answer `Port`. */
export interface ObjectsOf<Port> {
  getByName(name: string): Port;
}

export interface Env extends ServiceEnv {
  /** "on" in development: the fault plan may strike. */
  DEV_LOGIN: string;
  /** The global log. */
  DB: D1Database;
  STREAM: ObjectsOf<StreamPort>;
  LOG: ObjectsOf<LogPort>;
  SUBSCRIPTION: ObjectsOf<SubscriptionObjectPort>;
  CHAOS: ObjectsOf<FaultSwitchPort & ChaosPort>;
  /** Named by read model. */
  REBUILD: ObjectsOf<RebuildObjectPort>;
  MEDIA: ReadModelPort;
  ALBUM: ReadModelPort;
  NOTIFICATION: ReadModelPort;
  LIVE: ConsumerPort;
  SAGA: ConsumerPort;
  BROWSERS: LivePort;
}

/** There is one log, one fault switch. */
export const THE_LOG = 'log';
export const THE_SWITCH = 'chaos';
