// The public shape of the invariant board: GET /api/v1/invariants.
export type InvariantState = 'green' | 'red' | 'unknown';

/** An event in the chain that shows why an invariant does not hold. */
export interface EvidenceEvent {
  position: number;
  event_type: string;
  aggregate_id: string;
  version: number;
  created_at: string;
  saga_id: string | null;
  step: string | null;
}

export interface Evidence {
  /** What does not hold, in words. */
  text: string;
  /** The events that show it, in log order. */
  events: EvidenceEvent[];
}

export interface Invariant {
  id: string;
  title: string;
  /** `unknown`: not checked yet, or it could not be. */
  state: InvariantState;
  checked_at: string | null;
  /** How many things were looked at. */
  checked: number;
  /** Why it could not be checked, or null. */
  problem: string | null;
  /** Empty unless red. */
  evidence: Evidence[];
}
