// What the objects of an event store are given. Namespaces are typed by the methods that others may call.
import type { LogPort } from './log/port.ts';
import type { RebuildObjectPort } from './rebuild/port.ts';
import type { StreamPort } from './stream/port.ts';
import type { SubscriptionObjectPort } from './subscription/port.ts';

/** A Durable Object namespace whose objects answer `Port`. */
export interface ObjectsOf<Port> {
  getByName(name: string): Port;
}

export interface StoreEnv {
  /** The global log. */
  DB: D1Database;
  /** Named by aggregate id. */
  STREAM: ObjectsOf<StreamPort>;
  LOG: ObjectsOf<LogPort>;
  /** Named by subscription. */
  SUBSCRIPTION: ObjectsOf<SubscriptionObjectPort>;
  /** Named by read model. */
  REBUILD: ObjectsOf<RebuildObjectPort>;
}

/** There is one log. */
export const THE_LOG = 'log';
