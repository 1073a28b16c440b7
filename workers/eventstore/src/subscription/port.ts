// What the log and the RPC entrypoint ask of one subscription.
import type { SubscriptionName, SubscriptionStatus, WaitResult } from '#shared/ports/eventstore';

export interface SubscriptionObjectPort {
  /** There is something after `before`. Acknowledged once the subscription has armed its own alarm. */
  poke(name: SubscriptionName, before: number, head: number): Promise<void>;
  waitFor(name: SubscriptionName, position: number, timeoutMs: number): Promise<WaitResult>;
  /** Where it stands; `head` and `lag` are filled in by the caller, who knows the log. */
  status(name: SubscriptionName): Promise<Omit<SubscriptionStatus, 'head' | 'lag'>>;
  /** Starts a stopped subscription again. */
  resume(name: SubscriptionName): Promise<void>;
  /** Tells the subscription whether a fault plan is active. */
  faultsChanged(active: boolean): Promise<void>;
}
