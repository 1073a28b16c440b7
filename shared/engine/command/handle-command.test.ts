// The command handler over streams that others write to at the same time: from here, and from other isolates, each with
// a memory of its own. fast-check chooses the interleaving of every read, every append and every pause.
import { memoryEventStore } from '#shared/engine/testing/memory-event-store';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Metadata } from '#shared/engine/event/envelope';
import { type MemoryEventStore } from '#shared/engine/testing/memory-event-store';
import type { EventStorePort, ReadOptions } from '#shared/engine/ports/eventstore';
import { ANY_EVENTS } from '#shared/engine/testing/any-events';
import { CAUGHT, fcParameters } from '#shared/engine/testing/property';
import { accept, fold, reject, type Decider } from './decider.ts';
import { handle, type Handled } from './handle-command.ts';

type Entry = 'ItemAdded' | 'ItemRemoved';
interface Fact {
  event_type: Entry;
  data: { item_id: string };
  metadata?: Pick<Metadata, 'saga_id'>;
}
interface Held {
  readonly items: readonly string[];
  /** Tombstones: only a stored event says whose undo it was. */
  readonly undone: readonly string[];
}
type Command = { type: 'add' | 'undo'; item_id: string; saga_id: string };

const event = (event_type: Entry, item_id: string): Fact => ({ event_type, data: { item_id } });
const decider: Decider<Held, Command, Fact> = {
  initialState: { items: [], undone: [] },
  decide({ type, item_id, saga_id }, { items, undone }) {
    if (type === 'undo') return undone.includes(saga_id) ? accept() : accept(event('ItemRemoved', item_id));
    if (undone.includes(saga_id)) return reject('undone', 'Too late.');
    return items.includes(item_id) ? accept() : accept(event('ItemAdded', item_id));
  },
  evolve({ items, undone }, { event_type, data, metadata }) {
    const others = items.filter((id) => id !== data.item_id);
    if (event_type === 'ItemAdded') return { undone, items: [...others, data.item_id] };
    const saga = metadata?.saga_id;
    return { items: others, undone: saga === undefined ? undone : [...undone, saga] };
  },
};

interface Asked extends Command {
  isolate: number;
  aggregate_id: string;
  command_id: string;
}
const ids = ['list-1', 'list-2'];
const command: fc.Arbitrary<Asked> = fc.record({
  isolate: fc.nat(1),
  aggregate_id: fc.constantFrom(...ids),
  /** Few, so that some commands come again. */
  command_id: fc.constantFrom('c1', 'c2', 'c3'),
  type: fc.constantFrom('add', 'add', 'undo'),
  item_id: fc.constantFrom('m1', 'm2'),
  saga_id: fc.constantFrom('s1', 's2', 's3'),
});

const ask = (store: EventStorePort, asked: Asked, by = decider): Promise<Handled<Held>> => {
  const { aggregate_id, saga_id } = asked;
  // The same command id always means the same command.
  const metadata: Metadata = {
    user_id: 'u',
    actor: 'u',
    command_id: `${asked.command_id}${asked.type}${asked.item_id}${saga_id}`,
    correlation_id: 't',
    saga_id,
  };
  return handle({
    store,
    catalogue: ANY_EVENTS,
    decider: by,
    aggregate_type: 'List',
    aggregate_id,
    command: asked,
    metadata,
  });
};

/** The store as one isolate reaches it: `delay` simulates the network. */
const reach = (store: MemoryEventStore, delay: <T>(work: () => Promise<T>) => Promise<T>): EventStorePort => ({
  append: (request) => delay(() => store.append(request)),
  readStream: (id, options) => delay(() => store.readStream(id, options)),
  readLog: (query) => store.readLog(query),
});

/** Every append is what `decider` decides on the whole stream before it; every other answer fits a state that was. */
function expectDecidedOnTheTruth(
  store: MemoryEventStore,
  asked: readonly Asked[],
  answers: readonly Handled<Held>[],
) {
  asked.forEach((one, n) => {
    const answer = answers[n];
    const stream = store.log.filter((e) => e.aggregate_id === one.aggregate_id);
    const stateAt = (version: number) => fold(decider, stream.slice(0, version) as unknown as Fact[]);
    if (answer?.ok && answer.events > 0) {
      const before = answer.version - answer.events;
      const written = stream.slice(before, answer.version).map(({ event_type, data }) => ({ event_type, data }));
      expect(decider.decide(one, stateAt(before)), 'S2: decided on all that was written before').toEqual({
        accepted: true,
        events: written,
      });
    } else if (!answer?.ok) {
      expect(
        stream.map((_, v) => stateAt(v + 1)),
        'S2: refused on a state that was',
      ).toContainEqual(answer?.state);
      expect(decider.decide(one, answer?.state ?? decider.initialState).accepted).toBe(false);
    }
  });
  for (const id of ids) {
    const appends = store.log.filter((e) => e.aggregate_id === id).map((e) => e.id);
    expect(new Set(appends).size).toBe(appends.length);
  }
}

/** All commands run concurrently; `warp` may spoil what an isolate reads, `by` is the decider that the isolates use. */
const interleaved = (warp = (store: EventStorePort) => store, by = decider) =>
  fc.asyncProperty(fc.scheduler(), fc.array(command, { minLength: 1, maxLength: 12 }), async (s, asked) => {
    const store = memoryEventStore();
    vi.stubGlobal('setTimeout', (wake: () => void) => void s.schedule(Promise.resolve()).then(wake));
    const isolates = [0, 1].map(() => warp(reach(store, (work) => s.schedule(Promise.resolve()).then(work))));
    const answers = asked.map((one) => ask(isolates[one.isolate] ?? store, one, by));
    await s.waitFor(Promise.all(answers));
    expectDecidedOnTheTruth(store, asked, await Promise.all(answers));
  });

beforeEach(() => void vi.stubGlobal('setTimeout', (wake: () => void) => void Promise.resolve().then(wake)));
afterEach(() => void vi.unstubAllGlobals());

test('in every interleaving each handler decides on the whole stream, whether it remembers some of it or not', async () => {
  await fc.assert(interleaved(), fcParameters(100));
});

test('(a tail that loses an event, and a memory without the metadata, are caught)', async () => {
  const lossy = (store: EventStorePort): EventStorePort => ({
    ...store,
    readStream: async (id, options) => {
      const slice = await store.readStream(id, options);
      return options?.after_version ? { ...slice, events: slice.events.slice(1) } : slice;
    },
  });
  const forgetful = { ...decider, evolve: (state: Held, { metadata: _, ...e }: Fact) => decider.evolve(state, e) };
  for (const broken of [interleaved(lossy), interleaved(undefined, forgetful)])
    expect(await fc.check(broken, CAUGHT)).toMatchObject({
      failed: true,
      errorInstance: { name: 'AssertionError' },
    });
});

/** A store that counts the events it hands out. */
function counting() {
  const store = memoryEventStore();
  const reads: ({ handed_out: number } & ReadOptions)[] = [];
  const readStream: EventStorePort['readStream'] = async (id, options) => {
    const slice = await store.readStream(id, options);
    reads.push({ ...options, handed_out: slice.events.length });
    return slice;
  };
  return { store, reads, port: { ...store, readStream } };
}
const add = (n: number): Asked => ({
  isolate: 0,
  aggregate_id: 'list-1',
  command_id: `c${n}`,
  type: 'add',
  item_id: `m${n}`,
  saga_id: `s${n}`,
});

test('a stream of n events is read once, not n times', async () => {
  const { store, reads, port } = counting();
  for (let n = 0; n < 100; n++) await ask(port, add(n));
  expect(store.log).toHaveLength(100);
  expect(reads.reduce((sum, read) => sum + read.handed_out, 0)).toBe(99);
});

test('after a conflict only what the others wrote is read', async () => {
  const { store, reads, port } = counting();
  for (let n = 0; n < 10; n++) await ask(port, add(n));
  let others = 1;
  const contended: EventStorePort = {
    ...port,
    append: async (request) => {
      if (others-- > 0) await ask(store, add(50));
      return store.append(request);
    },
  };
  for (let n = 10; n < 12; n++) await ask(contended, add(n));
  expect(reads.slice(-3).map((read) => read.handed_out)).toEqual([10, 1, 1]);
});

test('a command that comes again is recognised by the store, however much is remembered', async () => {
  const { store, port } = counting();
  for (const n of [1, 2, 3]) await ask(port, add(n));
  expect(await ask(port, add(2))).toMatchObject({ ok: true, already: true, version: 2, position: 2 });
  expect(store.log).toHaveLength(3);
});

test('a stream that has grown shorter, as after a restored backup, is read again from its start', async () => {
  const { store, port } = counting();
  for (const n of [1, 2, 3]) await ask(port, add(n));
  store.log.splice(1);
  expect(await ask(port, add(3))).toMatchObject({ ok: true, already: false, version: 2 });
  expect(await ask(port, add(1))).toMatchObject({ ok: true, already: true, version: 1 });
});

test('a stream that is put back between reading and writing, to the same version, is decided on as it is then', async () => {
  const store = memoryEventStore();
  for (const n of [1, 2]) await ask(store, add(n));
  let restored = false;
  const port: EventStorePort = {
    ...store,
    append: async (request) => {
      if (!restored) {
        restored = true;
        store.log.splice(1);
        await ask({ ...store }, { ...add(9), command_id: 'of somebody else' });
      }
      return store.append(request);
    },
  };
  expect(await ask(port, add(9))).toMatchObject({ ok: true, already: true, version: 2 });
  expect(store.log).toHaveLength(2);
});

test('a stream that is put back between two of its pages is read again', async () => {
  const store = memoryEventStore(ANY_EVENTS, { events: 1, bytes: 1e6 });
  for (const n of [1, 2, 3]) await ask(store, add(n));
  let reads = 0;
  const port: EventStorePort = {
    ...store,
    readStream: async (...asked) => {
      if (++reads === 2) {
        store.log.splice(0);
        for (const n of [7, 8, 9]) await ask({ ...store }, add(n));
      }
      return store.readStream(...asked);
    },
  };
  expect(await ask(port, add(4))).toMatchObject({
    ok: true,
    version: 4,
    state: { items: ['m7', 'm8', 'm9', 'm4'] },
  });
});
