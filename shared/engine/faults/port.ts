// What the routes ask of the fault switch, besides drawing faults.
import type { ActiveFault, FaultPlan } from '#shared/engine/faults/plan';

export interface FaultSwitchPort {
  plan(): Promise<{ seed: number; faults: ActiveFault[] }>;
  setPlan(plan: FaultPlan): Promise<void>;
  active(): Promise<boolean>;
}
