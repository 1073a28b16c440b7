// A reader gets the whole stream, however small the store's pages are (invariant R6). No decision rests on events that a restore
// has removed, even when another history has grown to the same version (invariant R2).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventStorePort, StreamSlice } from '#shared/engine/ports/eventstore';
import { ANY_EVENTS } from '#shared/engine/testing/any-events';
import { memoryEventStore } from '#shared/engine/testing/memory-event-store';
import { CAUGHT, fcParameters } from '#shared/engine/testing/property';
import { aggregate } from './aggregate.ts';
import { accept, type Decider } from './decider.ts';
import { load } from './load-state.ts';
import { foldStream, pagesOf, StreamPutBack, wholeStream } from './read-stream.ts';

interface Named {
  event_type: 'Named';
  data: { name: string };
}
const decider: Decider<readonly string[], string, Named> = {
  initialState: [],
  decide: (name) => accept({ event_type: 'Named', data: { name } }),
  evolve: (names, { data }) => [...names, data.name],
  snapshot: {
    name: 'names',
    version: 1,
    save: (names) => ({ names }),
    load: ({ names }) => names as string[],
    needs: () => ['names'],
    knows: () => true,
  },
};
const things = aggregate({ type: 'Thing', decider, events: ANY_EVENTS, refusal: (code) => new Error(code) });
const ID = 'thing-1';
const metadata = { user_id: 'u', actor: 'u', command_id: 'command', correlation_id: 'c' };

const append = (store: EventStorePort, ...names: string[]) =>
  store.append({
    aggregate_id: ID,
    aggregate_type: 'Thing',
    expected_version: 'any',
    events: names.map((name) => ({
      id: crypto.randomUUID(),
      event_type: 'Named',
      schema_version: 1,
      data: { name },
      metadata,
    })),
  });
const loadState = async (store: EventStorePort) =>
  load({
    store,
    decider,
    catalogue: ANY_EVENTS,
    aggregate_type: 'Thing',
    aggregate_id: ID,
    command: 'next',
    metadata,
  });
const nameOf = ({ data }: { data: object }) => (data as Named['data']).name;

/** Every way in which a stream is read to its end. */
const READERS: Record<string, (store: EventStorePort) => Promise<readonly string[]>> = {
  'the command handler': async (store) => (await loadState({ ...store })).state,
  'the command handler once more, by what it remembers': async (store) => (await loadState(store)).state,
  'aggregate.load': async (store) => (await things.load(store, ID)).state,
  foldStream: async (store) =>
    (await foldStream<string[]>(store, ID, [], (names, event) => [...names, nameOf(event)])).state,
  wholeStream: async (store) => (await wholeStream(store, ID)).map(nameOf),
};

const steps = fc.array(
  fc.record({
    names: fc.array(fc.string({ maxLength: 40 }), { minLength: 1, maxLength: 60 }),
    snapshot: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);
const bounds = fc.record({ events: fc.integer({ min: 1, max: 9 }), bytes: fc.constantFrom(1, 300, 1e6) });

type Break = (slice: StreamSlice) => StreamSlice;

const readWhole = (broken: Break = (slice) => slice) =>
  fc.asyncProperty(steps, bounds, async (all, page) => {
    const memory = memoryEventStore(ANY_EVENTS, page);
    const store: EventStorePort = {
      ...memory,
      readStream: async (...asked) => {
        const slice = await memory.readStream(...asked);
        expect(slice.events.length).toBeLessThanOrEqual(page.events);
        return broken(slice);
      },
    };
    const expected: string[] = [];
    for (const { names, snapshot } of all) {
      await append(store, ...names);
      expected.push(...names);
      if (snapshot) await loadState({ ...store });
      for (const [who, read] of Object.entries(READERS))
        expect(await read(store), `R6: ${who} has read all of it`).toEqual(expected);
      expect((await loadState(store)).version).toBe(expected.length);
    }
  });

describe('a stream in pages', () => {
  it('is read to its end by every reader, as if it were one page', () => fc.assert(readWhole(), fcParameters(60)));

  it.each<[string, Break]>([
    ['forgets that it has a tail', ({ more: _, ...slice }) => slice],
    [
      'loses its last event',
      ({ events, ...slice }) => ({ ...slice, events: slice.more ? events.slice(0, -1) : events }),
    ],
  ])('(a page that %s is caught)', async (_, broken) => {
    const { errorInstance } = await fc.check(readWhole(broken), { ...CAUGHT, endOnFailure: true });
    expect(String(errorInstance)).toMatch('R6');
  });

  it('takes what is appended between two pages into a later one', async () => {
    const store = memoryEventStore(ANY_EVENTS, { events: 2, bytes: 1e6 });
    await append(store, 'a', 'b', 'c');
    const seen: string[] = [];
    let version = 0;
    for await (const page of pagesOf(store, ID)) {
      if (version === 0) await append(store, 'd', 'e');
      seen.push(...page.events.map(nameOf));
      ({ version } = page);
    }
    expect([seen, version]).toEqual([['a', 'b', 'c', 'd', 'e'], 5]);
  });
});

describe('a stream that was put back and has grown again', () => {
  const putBack = async (...names: string[]) => {
    const store = memoryEventStore(ANY_EVENTS, { events: 2, bytes: 1e6 });
    await append(store, 'a', 'b', 'lost', 'lost too');
    return {
      store,
      restore: async () => {
        store.log.length = 2;
        await append(store, ...names);
      },
    };
  };

  it.each([
    ['to the same version', ['c', 'd']],
    ['to a later one', ['c', 'd', 'e']],
    ['to an earlier one', ['c']],
  ])('%s is decided on as it is now, by an isolate that remembers what was', async (_, names) => {
    const { store, restore } = await putBack(...names);
    expect((await loadState(store)).state).toEqual(['a', 'b', 'lost', 'lost too']);
    await restore();
    expect(await loadState(store)).toMatchObject({ version: 2 + names.length, state: ['a', 'b', ...names] });
  });

  it('between two pages is not read as one history', async () => {
    const { store, restore } = await putBack('c', 'd', 'e', 'f');
    await append(store, 'and so on');
    const reading = async () => {
      for await (const { base_id, events } of pagesOf(store, ID))
        if (base_id !== undefined && events[0]?.version === 3) await restore();
    };
    await expect(reading()).rejects.toThrow(StreamPutBack);
  });
});
