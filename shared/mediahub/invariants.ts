// The public shape of the invariant board: GET /api/v1/invariants.
import type { ReadModelName } from './subscriptions.ts';

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

/** What is shown, and what is right by the log; null: nothing. */
export interface FieldDifference {
  field: string;
  shown: string | null;
  right: string | null;
}

export interface Evidence {
  /** What does not hold, in English. */
  text: string;
  /** The same for programs, with what it speaks of: pages say it in their reader's language. */
  code: string;
  params: Record<string, string>;
  /** What it is about, by id and by the name that people gave it; null where it is about no one thing. */
  about: { id: string; name: string } | null;
  differences: FieldDifference[];
  /** The events that show it, in log order. */
  events: EvidenceEvent[];
}

export interface Invariant {
  id: string;
  title: string;
  /** `unknown`: not checked yet, or it could not be. */
  state: InvariantState;
  checked_at: string | null;
  /** How many things this check looked at. */
  checked: number;
  /** How many there are: when fewer are looked at at once, every check goes on where the last one ended. */
  total: number;
  /** Why it could not be checked, or null. */
  problem: string | null;
  /** The read model that a rebuild repairs, if this is about one. */
  read_model: ReadModelName | null;
  /** When its state changed, newest last; the first entry is the first check that is remembered. */
  history: { at: string; state: InvariantState }[];
  /** Empty unless red. */
  evidence: Evidence[];
}
