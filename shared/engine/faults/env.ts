// What the objects are given in development, besides what the store needs: the fault switch, and namespaces of objects that
// can be told about it.
import type { ObjectsOf, StoreEnv } from '../eventstore/env.ts';
import type { LogPort } from '../eventstore/log/port.ts';
import type { StreamPort } from '../eventstore/stream/port.ts';
import type { SubscriptionObjectPort } from '../eventstore/subscription/port.ts';
import type { AppendRequest, AppendResult } from '../ports/eventstore.ts';
import type { ChaosPort, FaultKind } from './plan.ts';
import type { FaultSwitchPort } from './port.ts';

/** How a stream dies around its commit. */
export type Crash = Extract<FaultKind, 'crash_before' | 'crash_after' | 'evict'>;

interface Told {
  /** Whether a fault plan is active. */
  faultsChanged(active: boolean): Promise<void>;
}

export interface FaultEnv extends StoreEnv {
  /** "on" in development: the fault plan may strike. */
  DEV_LOGIN: string;
  CHAOS: ObjectsOf<FaultSwitchPort & ChaosPort>;
  STREAM: ObjectsOf<StreamPort & { appendAndDie(request: AppendRequest, crash: Crash): Promise<AppendResult> }>;
  LOG: ObjectsOf<LogPort & Told>;
  SUBSCRIPTION: ObjectsOf<SubscriptionObjectPort & Told>;
}

/** There is one fault switch. */
export const THE_SWITCH = 'chaos';
