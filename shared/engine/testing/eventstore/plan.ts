// What can happen to the event store, as data: a plan is a list of these, which fast-check makes up and shrinks.
import fc from 'fast-check';
import type { ExpectedVersion } from '#shared/engine/ports/eventstore';
import { MAX_ATTEMPTS } from '../../eventstore/subscription/schedule.ts';

/** The places where a call crosses from one store to another. */
const SEAMS = ['publish', 'head', 'recall', 'insert', 'positions', 'read', 'deliver', 'send', 'replay'] as const;
export type Seam = (typeof SEAMS)[number];

/**
 * `error` before the effect, a `lost` answer after it, the process dies before or after it; `late`: the caller hears nothing,
 * and the effect comes all the same, whether the caller still lives or not; `overtaken`: a later half is delivered first.
 */
export const KINDS = ['error', 'lost', 'die_before', 'die_after', 'late', 'overtaken'] as const;

export const STREAMS = ['thing-a', 'thing-b', 'thing-c'] as const;

/** Enough rounds to deliver the rest of a page past any event that fails by itself. */
export const ENOUGH_ROUNDS = 20;

export type Step =
  /** `writers` append at once, all expecting the same. A `bad` batch ends with an event that no storage takes. */
  | {
      do: 'append';
      stream: number;
      expected: ExpectedVersion | 'current';
      size: number;
      writers: number;
      bad: boolean;
    }
  /** A reader reads a whole stream, in answers of at most so many events and bytes. */
  | { do: 'read'; stream: number; events: number; bytes: number }
  /** A consumer acts on an event that it has seen. */
  | { do: 'react'; stream: number; nth: number }
  /** An append that took effect comes again, with the same ids. */
  | { do: 'resend'; nth: number; payload: 'same' | 'other' | 'partly' }
  | { do: 'stream_alarm'; stream: number }
  /** One event for each stream at once, all with the same id: it is unique in its stream only. */
  | { do: 'burst' }
  /** So many rounds of delivery, each after the last one's backoff. */
  | { do: 'deliver'; rounds: number }
  /** The consumer cannot take the events of this stream any more; null heals it. */
  | { do: 'break'; stream: number | null }
  /** The log cannot take the events of this stream any more; null heals it. */
  | { do: 'refuse'; stream: number | null }
  | { do: 'retry_parked'; nth: number }
  /** What happens at the next `times` passages. What is `late` comes so many passages of any seam `after` the last of them. */
  | { do: 'fault'; at: Seam; kind: (typeof KINDS)[number]; times: number; after: number }
  | { do: 'die' }
  /** The clock moves, also back. */
  | { do: 'tick'; ms: number };

const stream = fc.nat(STREAMS.length - 1);
const expected = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('any' as const, 'current' as const) },
  { weight: 1, arbitrary: fc.constantFrom('no_stream' as const, 'stream_exists' as const) },
  { weight: 1, arbitrary: fc.integer({ min: -1, max: 6 }) },
);
const a = <Do extends Step['do']>(kind: Do) => ({ do: fc.constant(kind) });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      ...a('append'),
      stream,
      expected,
      // Now and then more than fits into one answer.
      size: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 3 }) }, fc.constantFrom(9, 30)),
      writers: fc.integer({ min: 1, max: 3 }),
      bad: fc.nat(5).map((n) => n === 5),
    }),
  },
  { weight: 2, arbitrary: fc.record({ ...a('react'), stream, nth: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...a('resend'),
      nth: fc.nat(20),
      payload: fc.constantFrom('same' as const, 'same' as const, 'other' as const, 'partly' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...a('read'),
      stream,
      events: fc.integer({ min: 1, max: 4 }),
      bytes: fc.integer({ min: 1, max: 500 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...a('stream_alarm'), stream }) },
  { weight: 2, arbitrary: fc.record(a('burst')) },
  { weight: 4, arbitrary: fc.record({ ...a('deliver'), rounds: fc.constantFrom(1, 3, 8, ENOUGH_ROUNDS) }) },
  { weight: 3, arbitrary: fc.record({ ...a('break'), stream: fc.option(stream, { freq: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ ...a('refuse'), stream: fc.option(stream, { freq: 2 }) }) },
  { weight: 3, arbitrary: fc.record({ ...a('retry_parked'), nth: fc.nat(5) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      ...a('fault'),
      at: fc.constantFrom(...SEAMS, 'deliver' as const),
      kind: fc.constantFrom(...KINDS),
      // Once, or as often as an event is tried before it is given up, or any number between.
      times: fc.oneof(fc.constantFrom(1, MAX_ATTEMPTS), fc.integer({ min: 1, max: MAX_ATTEMPTS + 1 })),
      after: fc.oneof(fc.nat(4), fc.nat(12)),
    }),
  },
  { weight: 1, arbitrary: fc.record(a('die')) },
  { weight: 2, arbitrary: fc.record({ ...a('tick'), ms: fc.integer({ min: -100_000, max: 20_000 }) }) },
);

export const plan: fc.Arbitrary<Step[]> = fc.array(step, { maxLength: 30, size: 'max' });
