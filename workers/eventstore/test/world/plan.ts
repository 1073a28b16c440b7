// What can happen to the event store, as data: a plan is a list of these, which fast-check makes up and shrinks.
import fc from 'fast-check';
import type { ExpectedVersion } from '#shared/ports/eventstore';

/** The places where a call crosses from one store to another. */
export const SEAMS = ['publish', 'head', 'recall', 'insert', 'positions', 'read', 'deliver', 'tell', 'replay'] as const;
export type Seam = (typeof SEAMS)[number];

export const STREAMS = ['media-a', 'media-b'] as const;

export type Step =
  /** `writers` append at once, all expecting the same. A `bad` batch ends with an event that no storage takes. */
  | { do: 'append'; stream: number; expected: ExpectedVersion | 'current'; size: number; writers: number; bad: boolean }
  /** An append that took effect comes again, with the same ids. */
  | { do: 'resend'; nth: number; payload: 'same' | 'other' | 'partly' }
  | { do: 'stream_alarm'; stream: number }
  /** So many rounds of delivery, each after the last one's backoff. */
  | { do: 'deliver'; rounds: number }
  /** The consumer cannot take the events of this stream any more; null heals it. */
  | { do: 'break'; stream: number | null }
  | { do: 'retry_parked'; nth: number }
  /** What happens at the next passage: an error before, a lost answer after, or the process dies, before or after. */
  | { do: 'fault'; at: Seam; kind: 'error' | 'lost' | 'die_before' | 'die_after' }
  | { do: 'die' }
  /** The clock moves, also back. */
  | { do: 'tick'; ms: number };

const stream = fc.nat(STREAMS.length - 1);
const expected = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('any' as const, 'current' as const) },
  { weight: 1, arbitrary: fc.constantFrom('no_stream' as const, 'stream_exists' as const) },
  { weight: 1, arbitrary: fc.integer({ min: -1, max: 6 }) },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      stream,
      expected,
      size: fc.integer({ min: 0, max: 3 }),
      writers: fc.integer({ min: 1, max: 3 }),
      bad: fc.nat(5).map((n) => n === 5),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('resend' as const), nth: fc.nat(20), payload: fc.constantFrom('same' as const, 'same' as const, 'other' as const, 'partly' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stream_alarm' as const), stream }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('deliver' as const), rounds: fc.constantFrom(1, 3, 8, 12) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('break' as const), stream: fc.option(stream, { freq: 2 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('retry_parked' as const), nth: fc.nat(5) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      at: fc.constantFrom(...SEAMS),
      kind: fc.constantFrom('error' as const, 'lost' as const, 'die_before' as const, 'die_after' as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'die' as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('tick' as const), ms: fc.integer({ min: -100_000, max: 20_000 }) }) },
);

export const plan: fc.Arbitrary<Step[]> = fc.array(step, { maxLength: 30, size: 'max' });
