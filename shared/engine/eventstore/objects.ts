// The classes of an event store, made for one definition: `export const { EventStream, … } = storeObjects(store)`.
import type { StoreDefinition } from './definition.ts';
import type { StoreEnv } from './env.ts';
import { EventLog } from './EventLog.ts';
import { EventStream } from './EventStream.ts';
import { Rebuild } from './Rebuild.ts';
import { EventReaderRpc, EventStoreRpc, SubscriptionRpc, type AppendProps } from './rpc.ts';
import { Subscription } from './Subscription.ts';

export type ObjectClass<T, Env> = new (ctx: DurableObjectState, env: Env) => T;
export type EntrypointClass<T, Env, Props = unknown> = new (ctx: ExecutionContext<Props>, env: Env) => T;

/** To be exported by a Worker under these names: bindings name them, and objects are stored under their class. */
export interface StoreObjects<Env extends StoreEnv> {
  EventStream: ObjectClass<EventStream<Env>, Env>;
  EventLog: ObjectClass<EventLog<Env>, Env>;
  Subscription: ObjectClass<Subscription<Env>, Env>;
  Rebuild: ObjectClass<Rebuild<Env>, Env>;
  EventReaderRpc: EntrypointClass<EventReaderRpc<Env>, Env>;
  EventStoreRpc: EntrypointClass<EventStoreRpc<Env>, Env, AppendProps>;
  SubscriptionRpc: EntrypointClass<SubscriptionRpc<Env>, Env>;
}

export const storeObjects = <Env extends StoreEnv>(store: StoreDefinition<Env>): StoreObjects<Env> => ({
  EventStream: class extends EventStream<Env> {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env, store);
    }
  },
  EventLog: class extends EventLog<Env> {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env, store);
    }
  },
  Subscription: class extends Subscription<Env> {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env, store);
    }
  },
  Rebuild: class extends Rebuild<Env> {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env, store);
    }
  },
  EventReaderRpc: class extends EventReaderRpc<Env> {
    constructor(ctx: ExecutionContext, env: Env) {
      super(ctx, env, store);
    }
  },
  EventStoreRpc: class extends EventStoreRpc<Env> {
    constructor(ctx: ExecutionContext<AppendProps>, env: Env) {
      super(ctx, env, store);
    }
  },
  SubscriptionRpc: class extends SubscriptionRpc<Env> {
    constructor(ctx: ExecutionContext, env: Env) {
      super(ctx, env, store);
    }
  },
});
