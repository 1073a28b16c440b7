// What can happen to the real event store, as data: a scenario is a list of these, which fast-check generates and shrinks.
import fc from 'fast-check';
import type { Fault } from '#shared/engine/faults/plan';
import type { ExpectedVersion } from '#shared/engine/ports/eventstore';
import { SUBSCRIPTION_RULES, type SubscriptionName, SUBSCRIPTIONS } from '#shared/mediahub/subscriptions';
import type { Commit } from '../read-model.ts';

export const STREAMS = 3;
/** Those with a memory: one that starts at the head may drop. */
export const CONSUMERS = SUBSCRIPTIONS.filter((name) => !('startsAtHead' in SUBSCRIPTION_RULES[name]));
type Consumer = SubscriptionName;

/** A stream by its number, or one of the objects that everyone shares. */
export type Who = number | 'log' | SubscriptionName;

export type Step =
  /**
   * `writers` append at once, all expecting the same. A `bad` batch ends with an event that no storage takes. With
   * `in_between` no one waits for the answers: what comes next happens in the meantime.
   */
  | {
      do: 'append';
      stream: number;
      expected: ExpectedVersion | 'current';
      size: number;
      writers: number;
      bad: boolean;
      in_between: boolean;
    }
  /** An append comes again, after any outcome. */
  | { do: 'resend'; nth: number; payload: 'same' | 'other' | 'partly' }
  | { do: 'faults'; seed: number; faults: Fault[] }
  /** The read model's next batches fail, before or after their commit. */
  | { do: 'd1'; fails: Commit[] }
  | { do: 'kill' | 'evict' | 'ring_twice'; who: Who }
  | { do: 'kill_all' }
  /** The clock moves, also back. */
  | { do: 'tick'; ms: number }
  /** No one calls any more: only the alarms that are set go on. */
  | { do: 'only_alarms'; rounds: number }
  /** The same until a consumer that cannot take an event has it parked, however many rounds that takes. */
  | { do: 'until_parked'; consumer: Consumer }
  /** A consumer cannot take the events of a stream, or (null) nothing at all. */
  | { do: 'break'; consumer: Consumer; stream: number | null }
  | { do: 'heal' }
  /** What is parked is tried again. */
  | { do: 'retry_parked'; consumer: Consumer }
  /** As long as this one cannot be delivered (or, null, cannot be published), another stream must arrive. */
  | { do: 'suffer'; stream: number; consumer: Consumer | null };

const stream = fc.nat(STREAMS - 1);
const consumer = fc.constantFrom(...CONSUMERS);
const who: fc.Arbitrary<Who> = fc.oneof(stream, fc.constantFrom('log' as const, ...SUBSCRIPTIONS));

const anyFault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    at: fc.constantFrom('append' as const, 'publish' as const, 'poke' as const, 'deliver' as const),
    kind: fc.constantFrom(
      'error' as const,
      'drop_request' as const,
      'drop_reply' as const,
      'duplicate' as const,
      'crash_before' as const,
      'crash_after' as const,
      'evict' as const,
    ),
    after: fc.nat(2),
    times: fc.integer({ min: 1, max: 3 }),
    // Late enough for the answer before it to be out.
    delay_ms: fc.constantFrom(0, 0, 30),
  }),
  fc.record({
    at: fc.constantFrom('append' as const, 'publish' as const, 'poke' as const, 'deliver' as const),
    kind: fc.constantFrom('delay' as const, 'reorder' as const),
    delay_ms: fc.integer({ min: 1, max: 30 }),
    times: fc.integer({ min: 1, max: 3 }),
    probability: fc.constantFrom(0.5, 1),
  }),
);

/** At one subscription alone: the others go on, so no one but its own alarm knows. */
const faultOfOne: fc.Arbitrary<Fault> = fc.record({
  at: fc.constantFrom('poke' as const, 'deliver' as const, 'deliver' as const),
  step: consumer,
  kind: fc.constantFrom(
    'error' as const,
    'drop_reply' as const,
    'crash_before' as const,
    'crash_before' as const,
    'crash_after' as const,
  ),
  times: fc.integer({ min: 1, max: 2 }),
  delay_ms: fc.constantFrom(0, 30),
});
const fault = fc.oneof(anyFault, faultOfOne);

const expected = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('any' as const, 'current' as const) },
  { weight: 1, arbitrary: fc.constantFrom('no_stream' as const, 'stream_exists' as const) },
  { weight: 1, arbitrary: fc.integer({ min: -1, max: 9 }) },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      stream,
      expected,
      size: fc.constantFrom(0, 1, 1, 2, 3),
      writers: fc.constantFrom(1, 1, 1, 2, 4),
      bad: fc.nat(7).map((n) => n === 7),
      in_between: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('resend' as const),
      nth: fc.nat(10),
      payload: fc.constantFrom('same' as const, 'same' as const, 'other' as const, 'partly' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('faults' as const),
      seed: fc.nat(99),
      faults: fc.array(fault, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('d1' as const),
      fails: fc.array(fc.constantFrom(null, 'before' as const, 'after' as const), { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('kill' as const, 'evict' as const, 'ring_twice' as const), who }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'kill_all' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('tick' as const), ms: fc.integer({ min: -100_000, max: 20_000 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('only_alarms' as const), rounds: fc.constantFrom(0, 1, 2, 6) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('break' as const), consumer, stream: fc.option(stream, { freq: 2 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'heal' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('retry_parked' as const), consumer }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('suffer' as const),
      stream,
      consumer: fc.option(consumer, { freq: 3 }),
    }),
  },
);

export const scenario: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 1, maxLength: 12, size: 'max' });
