// The invariant board over HTTP. Answered by observer.
import * as z from 'zod';
import { type Descriptions } from '#shared/http/description';
import { READ_MODELS } from '#shared/mediahub/subscriptions';

const Time = z.iso.datetime();

/** An event in the chain that shows why an invariant does not hold. */
export const EvidenceEvent = z.strictObject({
  position: z.int(),
  event_type: z.string(),
  aggregate_id: z.string(),
  version: z.int(),
  created_at: Time,
  saga_id: z.string().nullable(),
  step: z.string().nullable(),
});
export type EvidenceEvent = z.infer<typeof EvidenceEvent>;

/**
 * `green`: everything has been looked at, and held. `looking`: nothing is broken so far, and not everything has been looked at yet.
 * `unknown`: it could not be checked.
 */
export const InvariantState = z.enum(['green', 'red', 'looking', 'unknown']);
export type InvariantState = z.infer<typeof InvariantState>;

/** What is shown, and what is right by the log; null: nothing. */
export const FieldDifference = z.strictObject({
  field: z.string(),
  shown: z.string().nullable(),
  right: z.string().nullable(),
});
export type FieldDifference = z.infer<typeof FieldDifference>;

export const Evidence = z.strictObject({
  /** What does not hold, in English. */
  text: z.string(),
  /** The same for programs, with its subject: pages say it in their reader's language. */
  code: z.string(),
  params: z.record(z.string(), z.string()),
  /** What it is about, by id and by the name that people gave it; null where it is about no one thing. */
  about: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  differences: z.array(FieldDifference),
  /** The events that show it, in log order. */
  events: z.array(EvidenceEvent),
});
export type Evidence = z.infer<typeof Evidence>;

export const Invariant = z.strictObject({
  id: z.string(),
  title: z.string(),
  state: InvariantState,
  /** When it began to look: each invariant at its own time. */
  checked_at: Time.nullable(),
  /**
   * Everything that was there at this time has been looked at since; null: not yet. A library that is looked at whole in each round
   * has the time of `checked_at` here; a larger one takes a pass of several rounds, and this is when the last whole pass began.
   */
  covered_since: Time.nullable(),
  /** How many things the pass under way has looked at, or the one that ended in this round. */
  checked: z.int(),
  /** How many there are. */
  total: z.int(),
  /** Why it could not be checked, or null. */
  problem: z.string().nullable(),
  /** The read model that a rebuild repairs, if this is about one. */
  read_model: z.enum(READ_MODELS).nullable(),
  /** When its state changed, newest last; the first entry is the first check that is remembered. */
  history: z.array(z.strictObject({ at: Time, state: InvariantState })),
  /** How many things this check found that do not hold; of some it stops counting at twenty. */
  broken: z.int(),
  /** The first of them. Empty unless red. */
  evidence: z.array(Evidence),
});
export type Invariant = z.infer<typeof Invariant>;

export const INVARIANTS = {
  'GET /api/v1/invariants': {
    summary: 'What must always hold, and whether it did when it was last checked',
    operator: true,
    answer: z.array(Invariant),
  },
  'POST /api/v1/invariants/check': {
    summary: 'Check every invariant now',
    operator: true,
    answer: z.array(Invariant),
  },
} satisfies Descriptions;
