// What the routes ask of the fault switch, besides drawing faults.
import type { ActiveFault, FaultPlan } from '#shared/ports/chaos';

export interface FaultSwitchPort {
  plan(): Promise<{ seed: number; faults: ActiveFault[] }>;
  setPlan(plan: FaultPlan): Promise<void>;
  active(): Promise<boolean>;
}
