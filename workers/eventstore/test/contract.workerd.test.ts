// The event store in memory, with which the other Workers are tested, answers as the real one does: any sequence of appends,
// reads and snapshots is put to both (invariants S1 to S4, S7). Otherwise their tests would prove little.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { APPEND_MAX_EVENTS } from '#shared/engine/event/catalogue';
import type { NewEvent } from '#shared/engine/event/envelope';
import { newId } from '#shared/mediahub/ids';
import type { AppendResult, EventStorePort, ExpectedVersion, StreamSlice } from '#shared/engine/ports/eventstore';
import { memoryEventStore } from '#shared/mediahub/testing/memory-event-store';
import { timeoutFor, fcParameters } from '#shared/engine/testing/property';
import { env, eventStore } from './env.ts';

const RENAMED = { event_type: 'MediaRenamed', schema_version: 1, data: { filename: 'a' } };
const PAYLOADS: Pick<NewEvent, 'event_type' | 'schema_version' | 'data'>[] = [
  RENAMED,
  { ...RENAMED, data: { filename: 'b' } },
  { event_type: 'MediaPurged', schema_version: 1, data: {} },
  // Not to be appended: a schema version that is not there, data without its field, an event of another aggregate.
  { ...RENAMED, schema_version: 2 },
  { ...RENAMED, data: {} },
  { event_type: 'AlbumDeleted', schema_version: 1, data: { user_id: 'u' } },
];
const weighted = <T>(often: fc.Arbitrary<T>, seldom: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 9, arbitrary: often }, { weight: 1, arbitrary: seldom });

const stream = fc.constantFrom(0, 0, 0, 1);
const event = fc.record({
  id: fc.nat(24),
  payload: weighted(fc.constantFrom(...PAYLOADS.slice(0, 3)), fc.constantFrom(...PAYLOADS)),
  command: fc.nat(3),
});
const batch = weighted(
  fc.array(event, { minLength: 1, maxLength: 4 }),
  fc
    .constantFrom(0, APPEND_MAX_EVENTS, APPEND_MAX_EVENTS + 1)
    .map((size) => Array.from({ length: size }, (_, n) => ({ id: 1000 + n, payload: RENAMED, command: 0 }))),
);
const expected = fc.oneof(
  fc.constantFrom<ExpectedVersion>('any', 'any', 'no_stream', 'stream_exists', -1, 0.5),
  fc.nat(6),
);
const format = fc.record({ format: fc.constantFrom('f', 'f', 'f', 'g'), format_version: fc.constantFrom(1, 2) });
/** An event of the steps has about 120 bytes. */
const page = fc.record({ events: fc.constantFrom(1, 2, 3, 500), bytes: fc.constantFrom(1, 300, 1_000_000) });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('append' as const), stream, expected, batch }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('again' as const), nth: fc.nat(5), expected, turned: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      stream,
      after: fc.oneof(fc.constant(0), fc.nat(6)),
      command: fc.nat(3),
      format: fc.option(format, { freq: 5 }),
      parts: fc.option(fc.subarray(['a', 'b'])),
      page: fc.option(page),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('keep' as const),
      stream,
      format,
      back: fc.nat(2),
      foreign: fc.boolean(),
      parts: fc.subarray(['a', 'b', 'c']),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
type Append = Extract<Step, { do: 'append' }>;

/** An answer without its texts, and without its position in the log, which other streams share. */
const said = (result: AppendResult) =>
  result.ok ? result.version : result.code === 'version_conflict' ? result : result.code;
const seen = ({ version, events, handled, snapshot, more, base_id }: StreamSlice) => ({
  version,
  events: events.map(({ created_at: _, position: __, ...event }) => event),
  handled: handled?.version ?? null,
  snapshot,
  more,
  base_id,
});

/** All that a store answers, and what its log holds in the end. The streams are this run's own. */
async function answers(store: EventStorePort, ids: readonly string[], steps: readonly Step[]): Promise<unknown[]> {
  const [user_id = ''] = ids;
  const appends: Append[] = [];
  const append = async ({ stream, batch, expected: expected_version }: Append) => {
    const aggregate_id = ids[stream] ?? '';
    const events = batch.map(({ id, payload, command }): NewEvent => ({
      ...payload,
      id: `${aggregate_id}/${id}`,
      metadata: { user_id, actor: 'a', command_id: `command-${command}`, correlation_id: 'c' },
    }));
    const request = { aggregate_id, aggregate_type: 'Media', expected_version, events } as const;
    return said(await store.append({ ...request, position_within_ms: 30_000 }));
  };
  const answer = async (step: Step): Promise<unknown> => {
    const id = 'stream' in step ? (ids[step.stream] ?? '') : '';
    if (step.do === 'append') {
      appends.push(step);
      return append(step);
    }
    if (step.do === 'again') {
      const old = appends[step.nth];
      const batch = step.turned ? old?.batch.toReversed() : old?.batch;
      return old && batch ? append({ ...old, batch, expected: step.expected }) : null;
    }
    if (step.do === 'read') {
      const { after: after_version, command, format, parts, page } = step;
      const options = {
        ...(format ? { snapshot: { ...format, ...(parts ? { parts } : {}) } } : {}),
        ...(page ? { page: { ...page } } : {}),
      };
      return seen(await store.readStream(id, { after_version, command_id: `command-${command}`, ...options }));
    }
    // What a handler keeps is a version that it has seen.
    const version = (await store.readStream(id)).version - step.back;
    const parts = Object.fromEntries(step.parts.map((part) => [part, `"${part}${version}"`]));
    if (version <= 0) return null;
    const { base_id } = await store.readStream(id, { after_version: version });
    const last_id = step.foreign ? 'an event of another history' : (base_id ?? '');
    return store.saveSnapshot?.(id, { ...step.format, version, last_id, parts });
  };
  const all: unknown[] = [];
  for (const step of steps) all.push(await answer(step));
  const { events } = await store.readLog({ after: 0, limit: 1000, user_id });
  return [...all, events.map(({ id, version }) => [id, version])];
}

const alike = (memory: () => EventStorePort) =>
  fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30 }), async (steps) => {
    const ids = [newId('media'), newId('media')];
    const real = await answers(eventStore(), ids, steps);
    expect(await answers(memory(), ids, steps), 'as the real one').toEqual(real);
  });

it(
  'the store in memory answers like the real one, for any sequence of appends, reads and snapshots',
  () => fc.assert(alike(memoryEventStore), fcParameters(20, env.TRIALS)),
  timeoutFor(60_000, env.TRIALS),
);

type Change = (memory: EventStorePort) => Partial<EventStorePort>;
const MUTANTS: Record<string, Change> = {
  'takes an append of nothing': ({ append, readStream }) => ({
    append: async (request) =>
      request.events.length > 0
        ? append(request)
        : {
            ok: true,
            version: (await readStream(request.aggregate_id)).version,
            position: null,
            created_at: '',
          },
  }),
  'takes more than an append may hold': ({ append }) => ({
    append: (request) => append({ ...request, events: request.events.slice(0, APPEND_MAX_EVENTS) }),
  }),
  'takes an id twice': ({ append }) => ({
    append: (request) =>
      append({ ...request, events: [...new Map(request.events.map((event) => [event.id, event])).values()] }),
  }),
  'takes any expected version': ({ append }) => ({
    append: (request) => append({ ...request, expected_version: 'any' }),
  }),
  'takes what is no event': ({ append }) => ({
    append: (request) => append({ ...request, events: request.events.map((event) => ({ ...event, ...RENAMED })) }),
  }),
  'serves a snapshot of another version of its format': ({ readStream }) => ({
    readStream: async (id, { snapshot, ...options } = {}) => {
      if (!snapshot) return readStream(id, options);
      const other = await readStream(id, { ...options, snapshot: { ...snapshot, format_version: 1 } });
      return other.snapshot ? other : readStream(id, { ...options, snapshot });
    },
  }),
  'forgets that a page has a tail': ({ readStream }) => ({
    readStream: async (id, options) => {
      const { more: _, ...slice } = await readStream(id, options);
      return slice;
    },
  }),
  'does not say which event a page comes after': ({ readStream }) => ({
    readStream: async (id, options) => {
      const { base_id: _, ...slice } = await readStream(id, options);
      return slice;
    },
  }),
  'does not know what a command has done': ({ readStream }) => ({
    readStream: async (id, options) => ({ ...(await readStream(id, options)), handled: null }),
  }),
};

it.each(Object.entries(MUTANTS))('(one that %s is caught)', async (_, change) => {
  const broken = () => {
    const memory = memoryEventStore();
    return { ...memory, ...change(memory) };
  };
  const { errorInstance } = await fc.check(alike(broken), { seed: 6, numRuns: 200, endOnFailure: true });
  expect(String(errorInstance)).toContain('as the real one');
});
