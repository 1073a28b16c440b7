// The classes of an event store in development: the same ones, whose calls the fault plan may hold up, lose, repeat or
// follow with a death. Production exports storeObjects instead, and none of this is in its bundle.
import { WorkerEntrypoint } from 'cloudflare:workers';
import type { StoreDefinition } from '../eventstore/definition.ts';
import { EventLog } from '../eventstore/EventLog.ts';
import { EventStream } from '../eventstore/EventStream.ts';
import { storeObjects, type EntrypointClass, type ObjectClass, type StoreObjects } from '../eventstore/objects.ts';
import { EventStoreRpc, type AppendProps } from '../eventstore/rpc.ts';
import { DELIVERY_TIMEOUT_MS, Subscription } from '../eventstore/Subscription.ts';
import { answerOf } from '../eventstore/subscription/late-reply.ts';
import type { OutgoingCall } from '../runtime/outgoing-call.ts';
import { asData } from '../runtime/as-data.ts';
import type { AppendRequest, AppendResult } from '../ports/eventstore.ts';
import { appendPoint, isActive } from './append-point.ts';
import { AppliedPast, laterHalf } from './deliveries.ts';
import { THE_SWITCH, type Crash, type FaultEnv } from './env.ts';
import { FaultPoint } from './FaultPoint.ts';
import { FaultSwitch } from './FaultSwitch.ts';
import type { ChaosPort, InjectionPoint, Fault } from './plan.ts';

/** A stream that dies around its commit on request. */
export class FaultyStream<Env extends FaultEnv = FaultEnv> extends EventStream<Env> {
  #crash: Crash | null = null;

  /** An append decides and writes before its first await, so a concurrent one sees no crash set. */
  async appendAndDie(request: AppendRequest, crash: Crash): Promise<AppendResult> {
    this.#crash = crash;
    try {
      return await this.append(request);
    } finally {
      this.#crash = null;
    }
  }

  /** Before the commit the new rows are lost, after it the outbox alarm publishes them. */
  protected override async intercept<T>(call: OutgoingCall<T>): Promise<T> {
    const crash = this.#crash;
    if (crash === 'crash_before') this.ctx.abort('fault switch');
    if (crash !== null) await this.ctx.storage.sync();
    if (crash === 'crash_after') this.ctx.abort('fault switch');
    if (crash === 'evict') setTimeout(() => this.ctx.abort('fault switch'), 0);
    return call.send();
  }
}

export class FaultyLog<Env extends FaultEnv = FaultEnv> extends EventLog<Env> {
  readonly #faults = new FaultPoint(this.env, () => this.ctx.abort('fault switch'));

  faultsChanged(active: boolean): Promise<void> {
    this.#faults.changed(active);
    return Promise.resolve();
  }

  protected override intercept<T>({ kind, name, send }: OutgoingCall<T>): Promise<T> {
    return kind === 'commit' ? send() : this.#faults.around(kind, name, send);
  }
}

export class FaultySubscription<Env extends FaultEnv = FaultEnv> extends Subscription<Env> {
  readonly #faults = new FaultPoint(this.env, () => this.ctx.abort('fault switch'));
  readonly #past = new AppliedPast();

  faultsChanged(active: boolean): Promise<void> {
    this.#faults.changed(active);
    return Promise.resolve();
  }

  protected override intercept<T>(call: OutgoingCall<T>): Promise<T> {
    const { kind, name, send, delivery, consumer } = call;
    if (kind !== 'deliver' || !delivery || !consumer) return send();
    return this.#faults.around(kind, name, send, {
      overtake: () => answerOf(DELIVERY_TIMEOUT_MS, consumer.deliver(laterHalf(delivery))),
      applyAgain: () => this.#past.applyAgain(delivery, consumer),
    });
  }
}

export class FaultyEventStoreRpc<Env extends FaultEnv = FaultEnv> extends EventStoreRpc<Env> {
  protected override intercept<T>(call: OutgoingCall<T>): Promise<T> {
    const { kind, name, send, request } = call;
    if (kind !== 'append' || !request) return send();
    const stream = this.env.STREAM.getByName(name);
    // Of an append T is AppendResult.
    const die = (crash: Crash) => stream.appendAndDie(request, crash) as Promise<T>;
    return appendPoint(this.env).around(name, async (crash) => (crash ? die(crash) : send()));
  }
}

/** Drawing faults for the calls that are made outside the event store. */
export class ChaosRpc<Env extends FaultEnv = FaultEnv> extends WorkerEntrypoint<Env> implements ChaosPort {
  async draw(at: InjectionPoint, step: string): Promise<Fault | null> {
    if (this.env.DEV_LOGIN !== 'on' || !(await isActive(this.env))) return null;
    const fault = await this.env.CHAOS.getByName(THE_SWITCH).draw(at, step);
    return fault && asData(fault);
  }
}

export interface FaultyStoreObjects<Env extends FaultEnv> extends StoreObjects<Env> {
  EventStream: ObjectClass<FaultyStream<Env>, Env>;
  EventLog: ObjectClass<FaultyLog<Env>, Env>;
  Subscription: ObjectClass<FaultySubscription<Env>, Env>;
  FaultSwitch: ObjectClass<FaultSwitch<Env>, Env>;
  ChaosRpc: EntrypointClass<ChaosRpc<Env>, Env>;
}

export const faultyStoreObjects = <Env extends FaultEnv>(
  store: StoreDefinition<Env>,
): FaultyStoreObjects<Env> => ({
  ...storeObjects(store),
  EventStream: class extends FaultyStream<Env> {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env, store);
    }
  },
  EventLog: class extends FaultyLog<Env> {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env, store);
    }
  },
  Subscription: class extends FaultySubscription<Env> {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env, store);
    }
  },
  FaultSwitch: class extends FaultSwitch<Env> {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env, store);
    }
  },
  EventStoreRpc: class extends FaultyEventStoreRpc<Env> {
    constructor(ctx: ExecutionContext<AppendProps>, env: Env) {
      super(ctx, env, store);
    }
  },
  ChaosRpc,
});
