// A story of the real event store as data: appends, faults at the switch, deaths, evictions, alarms twice, consumers that
// break and heal. fast-check makes it up and shrinks it.
import fc from 'fast-check';
import { expect } from 'vitest';
import type { AppendResult } from '#shared/ports/eventstore';
import { SUBSCRIPTIONS } from '#shared/ports/eventstore';
import { Fault } from '#shared/ports/chaos';
import { eventually } from '#shared/testing/eventually';
import * as log from '../src/log/store.ts';
import { env, freshStream, request } from './env.ts';
import { chaos, evict, kill, killAll, ring, type ObjectName } from './objects.ts';

const STREAMS = 3;
/** Those with a memory; the live feed may drop. */
const CONSUMERS = ['media', 'album', 'notification', 'saga'] as const;

const stream = fc.nat(STREAMS - 1);
const object = fc.oneof(
  fc.record({ stream }),
  fc.constantFrom('log' as const, ...SUBSCRIPTIONS),
);
const fault = fc.oneof(
  fc.record({ at: fc.constantFrom('publish' as const, 'poke' as const, 'deliver' as const), kind: fc.constantFrom('error' as const, 'drop_reply' as const), times: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ at: fc.constantFrom('publish' as const, 'poke' as const, 'deliver' as const), kind: fc.constantFrom('delay' as const, 'reorder' as const), delay_ms: fc.integer({ min: 1, max: 30 }), times: fc.integer({ min: 1, max: 3 }) }),
);

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      stream,
      expected: fc.constantFrom('any' as const, 'current' as const, 'no_stream' as const, 'stream_exists' as const),
      size: fc.integer({ min: 1, max: 3 }),
      writers: fc.integer({ min: 1, max: 4 }),
      /** Does not wait for the answers: what comes next happens in between. */
      in_between: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('resend' as const), nth: fc.nat(10) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('faults' as const), faults: fc.array(fault, { maxLength: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('kill' as const), object }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('evict' as const), object }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ring_twice' as const), object }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('break' as const), consumer: fc.constantFrom(...CONSUMERS), stream: fc.option(stream) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'kill_all' as const }) },
);
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
export const story: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 1, maxLength: 12 });

type Fresh = ReturnType<typeof freshStream>;
interface Sent {
  batch: ReturnType<typeof request>;
  answers: AppendResult[];
}

/** Lives through a story; then everything heals, and what must hold is looked at from outside. */
export async function live(steps: readonly Step[]): Promise<void> {
  const streams = Array.from({ length: STREAMS }, freshStream);
  const at = (n: number): Fresh => streams[n] ?? freshStream();
  const sent: Sent[] = [];
  const underWay: Promise<void>[] = [];
  const named = (name: { stream: number } | Exclude<ObjectName, object>): ObjectName =>
    typeof name === 'object' ? { stream: at(name.stream).id } : name;

  const send = async (entry: Sent): Promise<void> => {
    sent.push(entry);
    const answer = await env.STREAM.getByName(entry.batch.aggregate_id)
      .append(entry.batch)
      .catch(() => null); // it died under way: nobody knows
    if (answer) entry.answers.push(answer);
  };

  const run = async (step: Step): Promise<void> => {
    switch (step.do) {
      case 'append': {
        const { id, event } = at(step.stream);
        const expected = step.expected === 'current' ? await versionOf(id) : step.expected;
        const writers = Array.from({ length: step.writers }, (_, writer) => {
          const name = `${sent.length}.${writer}`;
          const events = Array.from({ length: step.size }, (_, n) => event(`${name}/${n}`));
          return { batch: request(id, expected, ...events), answers: [] };
        });
        const all = Promise.all(writers.map(send)).then(() => undefined);
        underWay.push(all);
        return step.in_between ? undefined : all;
      }
      case 'resend': {
        const old = sent[step.nth];
        return old ? send({ batch: old.batch, answers: old.answers }) : undefined;
      }
      case 'faults':
        return chaos().setPlan({ seed: 1, faults: step.faults.map((f) => Fault.parse(f)) });
      case 'kill':
        return kill(named(step.object));
      case 'kill_all':
        return killAll();
      case 'evict':
        return evict(named(step.object));
      case 'ring_twice':
        await ring(named(step.object));
        return ring(named(step.object));
      default:
        return env.CONTROL.break(step.consumer, step.stream === null ? null : at(step.stream).id);
    }
  };

  try {
    for (const step of steps) await run(step);
    await Promise.all(underWay);
  } finally {
    await chaos().setPlan({ seed: 1, faults: [] });
    for (const consumer of CONSUMERS) await env.CONTROL.break(consumer, null);
  }
  for (const { id } of streams) await everythingArrives(id, sent);
  await logIsDense();
}

const versionOf = async (id: string): Promise<number> =>
  (await eventually(() => env.STREAM.getByName(id).read(0, null))).version;

/** Nobody helps: the alarms that stand must be enough. Only parked events are tried again, as an operator would. */
async function everythingArrives(id: string, sent: readonly Sent[]): Promise<void> {
  const { events } = await eventually(() => env.STREAM.getByName(id).read(0, null));
  const ids = events.map((e) => e.id);
  expect(events.map((e) => e.version), 'S1').toEqual(events.map((_, n) => n + 1));
  for (const { batch, answers } of sent.filter((s) => s.batch.aggregate_id === id)) {
    const stored = batch.events.map((e) => ids.indexOf(e.id) + 1);
    const first = stored[0] ?? 0;
    expect(stored, 'S3: all, together, or nothing').toEqual(stored.map((_, n) => (first === 0 ? 0 : first + n)));
    const { expected_version: expected } = batch;
    if (first > 0 && typeof expected === 'number') expect(first, 'S2: exact').toBe(expected + 1);
    if (first > 0 && expected === 'no_stream') expect(first, 'S2: no_stream').toBe(1);
    if (first > 0 && expected === 'stream_exists') expect(first, 'S2: stream_exists').toBeGreaterThan(1);
    const positions = new Set(answers.flatMap((a) => (a.ok && a.position !== null ? [a.position] : [])));
    expect(positions.size, 'S4: one answer').toBeLessThan(2);
    for (const answer of answers) {
      if (answer.ok) expect([answer.version, first > 0], 'S3, S4: an accepted batch stays').toEqual([stored.at(-1), true]);
      else if (answer.code === 'version_conflict') expect(answer.actual, 'S2').toBeLessThanOrEqual(ids.length);
    }
  }
  await eventually(async () => {
    const logged = await log.read(env.DB, { aggregate_id: id, limit: 1000 });
    expect(logged.map((e) => e.id), 'S6: the log of a stream is its stream').toEqual(ids);
    return true;
  });
  for (const consumer of CONSUMERS)
    await eventually(async () => {
      const subscription = env.SUBSCRIPTION.getByName(consumer);
      for (const parked of await subscription.parked(consumer, 100))
        if (parked.event.aggregate_id === id) await subscription.retryParked(consumer, parked.position);
      const applied = (await env.CONTROL.applied(consumer)).filter((e) => e.aggregate_id === id);
      expect(applied.map((e) => e.id), `X1, P2, P3: once each and in order at ${consumer}`).toEqual(ids);
      return true;
    }, 30_000);
}

async function logIsDense(): Promise<void> {
  const row = await env.DB.prepare('SELECT COUNT(*) AS n, MAX(position) AS head FROM events').first<{ n: number; head: number }>();
  expect(row?.n ?? 0, 'S5: dense positions').toBe(row?.head ?? 0);
}
