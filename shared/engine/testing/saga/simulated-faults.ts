// What can happen to a saga in virtual time, and the plans that are drawn from it: one fault per sending of a command.
// `late_*` and `*_timer` arrive `ms` later, perhaps long after all callers stopped waiting.
import fc from 'fast-check';

const BLOWS = [
  'none',
  'drop_request',
  'drop_reply',
  'no_answer',
  'duplicate',
  'late_request',
  'late_reply',
  'late_event',
  'event_twice',
  'foreign_event',
  'event_lost',
  'reject',
  'fail',
  'busy',
  'busy_for_long',
  'clock_jumps',
  'caller_vanishes',
  'crash_before',
  'crash_after',
  'crash_late_request',
  'early_timer',
  'late_timer',
  'missed_timer',
  'timer_twice',
  'cancel',
  'late_cancel',
  'started_again',
  'version_gone',
  'skip',
  'out_of_order',
] as const;
export type SimulatedFault = { kind: (typeof BLOWS)[number]; ms: number };

/** Each jump takes one phase for over: of very many, a short wait looks long. */
const FEW_JUMPS = 5;

/** Nothing but busy participants and a wrong clock. */
export const isCalm = (plan: readonly SimulatedFault[]): boolean =>
  plan.every(({ kind }) => kind === 'none' || kind === 'busy' || kind === 'clock_jumps') &&
  plan.filter(({ kind }) => kind === 'clock_jumps').length <= FEW_JUMPS;

const anyBlow = fc.record<SimulatedFault>({ kind: fc.constantFrom(...BLOWS), ms: fc.nat(120_000) });
/** One repeated fault exhausts a budget; a mixture finds unexpected orders. */
const stubborn = fc
  .tuple(anyBlow, fc.integer({ min: 1, max: 12 }))
  .map(([fault, n]) => Array.from({ length: n }, () => fault));

export const plans: fc.Arbitrary<SimulatedFault[]> = fc.oneof(
  fc.array(anyBlow, { maxLength: 30 }),
  fc
    .array(
      fc.oneof(
        stubborn,
        anyBlow.map((fault) => [fault]),
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.flat()),
);
