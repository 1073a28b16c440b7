// The fault switch: faults that a person puts into the running system to watch it heal. Development only.
import { z } from 'zod';

export const Fault = z.strictObject({
  /** `saga`: a step's command; `deliver`: a subscription's delivery; `publish`: stream → log; `poke`: log → subscriptions. */
  at: z.enum(['saga', 'deliver', 'publish', 'poke']),
  /** Step or subscription name; every one when absent. */
  step: z.string().max(100).optional(),
  /** `error`: fails before the effect. `drop_reply`: takes effect, the answer is lost. `reject`: the participant says no (saga only). `delay`: waits first. */
  kind: z.enum(['error', 'drop_reply', 'reject', 'delay']),
  /** How many times; always when absent. */
  times: z.int().min(1).max(1000).optional(),
  /** 0..1, default 1. */
  probability: z.number().min(0).max(1).optional(),
  delay_ms: z.int().min(0).max(60_000).optional(),
});
export type Fault = z.infer<typeof Fault>;

export const FaultPlan = z.strictObject({
  seed: z.int().min(0).default(1),
  faults: z.array(Fault).max(50),
});
export type FaultPlan = z.infer<typeof FaultPlan>;

/** A fault with how often it has struck, as GET /api/v1/chaos shows it. */
export type ActiveFault = Fault & { struck: number };

export interface ChaosPort {
  /** The fault that strikes this passage, or null. Counts it. Always null unless DEV_LOGIN is on. */
  draw(at: Fault['at'], step: string): Promise<Fault | null>;
}
