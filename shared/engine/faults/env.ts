// The bindings that objects have in development, besides those of the store: the fault switch, and the namespaces of the
// objects that it notifies.
import type { ObjectsOf, StoreEnv } from '../eventstore/env.ts';
import type { LogPort } from '../eventstore/log/port.ts';
import type { StreamPort } from '../eventstore/stream/port.ts';
import type { SubscriptionObjectPort } from '../eventstore/subscription/port.ts';
import type { AppendRequest, AppendResult } from '../ports/eventstore.ts';
import type { ChaosPort, FaultKind } from './plan.ts';
import type { FaultSwitchPort } from './port.ts';

/** How a stream dies around its commit. */
export type Crash = Extract<FaultKind, 'crash_before' | 'crash_after' | 'evict'>;

interface FaultAware {
  /** Whether a fault plan is active. */
  faultsChanged(active: boolean): Promise<void>;
}

export interface FaultEnv extends StoreEnv {
  /** "on" in development: the fault plan may strike. */
  DEV_LOGIN: string;
  CHAOS: ObjectsOf<FaultSwitchPort & ChaosPort>;
  STREAM: ObjectsOf<StreamPort & { appendAndDie(request: AppendRequest, crash: Crash): Promise<AppendResult> }>;
  LOG: ObjectsOf<LogPort & FaultAware>;
  SUBSCRIPTION: ObjectsOf<SubscriptionObjectPort & FaultAware>;
}

/** There is one fault switch. */
export const THE_SWITCH = 'chaos';
