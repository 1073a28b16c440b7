// Snapshot + tail = full fold, and a snapshot that is corrupt, old or ahead of its stream changes nothing (invariant S7).
import type { Handling } from '#shared/engine/command/handling';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventStorePort, ReadOptions, Snapshot, StreamSlice } from '#shared/engine/ports/eventstore';
import { memoryEventStore } from '#shared/engine/testing/memory-event-store';
import { ANY_EVENTS } from '#shared/engine/testing/any-events';
import { fcParameters } from '#shared/engine/testing/property';
import { accept, fold, type Decider, type SnapshotFormat } from './decider.ts';
import { handle } from './handle-command.ts';
import { load } from './load-state.ts';
import { fromSnapshot, SNAPSHOT_EVERY } from './snapshot.ts';

interface Names {
  readonly count: number;
  readonly last: string;
}
const ID = 'thing-1';
interface Rename {
  event_type: 'ThingRenamed';
  data: { filename: string };
}
const renamed = (filename: string): Rename => ({ event_type: 'ThingRenamed', data: { filename } });

const format: SnapshotFormat<Names, string[]> = {
  name: 'names',
  version: 2,
  save: (names) => ({ names }),
  load: ({ names }) => {
    const { count, last } = names as Partial<Names>;
    return typeof count === 'number' && typeof last === 'string' ? { count, last } : null;
  },
  needs: () => ['names'],
  knows: () => true,
};
const decider: Decider<Names, string[], Rename> = {
  initialState: { count: 0, last: '' },
  decide: (names) => accept(...names.map(renamed)),
  evolve: ({ count }, { data }) => ({ count: count + 1, last: data.filename }),
  snapshot: format,
};

/** A command to an isolate that has just started: nothing is remembered but what the store has. */
const cold = (store: EventStorePort, names: string[], snapshot = format): Handling<Names, string[], Rename> => ({
  catalogue: ANY_EVENTS,
  store: { ...store },
  decider: { ...decider, snapshot },
  aggregate_type: 'Thing',
  aggregate_id: ID,
  command: names,
  metadata: { user_id: 'u', actor: 'u', command_id: crypto.randomUUID(), correlation_id: 'c' },
});

const lie = JSON.stringify({ count: 1_000_000, last: 'lie' });
const BAD = {
  broken: { parts: { names: '{"count": 1' } },
  senseless: { parts: { names: '{"count": "many"}' } },
  void: { parts: { names: 'null' } },
  empty: { parts: {} },
  ahead: { version: 100_000, parts: { names: lie } },
  'of an older format': { format_version: 1, parts: { names: lie } },
  'of another decider': { format: 'another', parts: { names: lie } },
} satisfies Record<string, Partial<Snapshot>>;
type Bad = keyof typeof BAD;
const EMPTY = { snapshot: { version: 1, parts: { names: JSON.stringify({ count: 0, last: '' }) } } };

const commands = fc.array(
  fc.record({
    /** Up to what is appended at once: some marks are passed by one command, some by ten. */
    size: fc.constantFrom(1, 2, 30, SNAPSHOT_EVERY - 1, SNAPSHOT_EVERY),
    bad: fc.option(fc.constantFrom(...(Object.keys(BAD) as Bad[]))),
  }),
  { minLength: 2, maxLength: 10 },
);

/** What a mutant replaces. */
interface Broken {
  trusted: typeof fromSnapshot;
  format: SnapshotFormat<Names, string[]>;
  /** Methods that replace the store's for the handler. `kept` answers the snapshot that the store holds. */
  between(store: EventStorePort, kept: () => Snapshot | undefined): Partial<EventStorePort>;
}
const REAL: Broken = { trusted: fromSnapshot, format, between: () => ({}) };

/** An isolate that starts cold sees the fold of the whole stream, with any snapshot in the store. `served` counts each kind. */
const likeTheWholeStream = (parts: Partial<Broken> = {}, served: Partial<Record<Bad | 'good', number>> = {}) =>
  fc.asyncProperty(commands, async (asked) => {
    const { trusted, format, between } = { ...REAL, ...parts };
    const memory = memoryEventStore();
    const { snapshots } = memory;
    let spoiled: Snapshot | undefined;
    const kept = () => spoiled ?? snapshots.get(`${ID}/names`);
    const store = { ...memory, ...between(memory, kept) };
    const history: Rename[] = [];
    for (const { size, bad } of asked) {
      const version = history.length;
      spoiled =
        bad && version > 0 ? { format: 'names', format_version: 2, version, last_id: '', ...BAD[bad] } : undefined;
      if (spoiled) snapshots.set(`${ID}/${spoiled.format}`, spoiled);
      const names = Array.from({ length: size }, (_, n) => `${version + n + 1}`);
      const loaded = await load(cold(store, names, format), 'parts', (...read) => {
        const kind = (spoiled && snapshots.get(`${ID}/names`) === spoiled && bad) || 'good';
        served[kind] = (served[kind] ?? 0) + 1;
        return trusted(...read);
      });
      expect(loaded.state, 'S7: snapshot + tail = full fold').toEqual(fold(decider, history));
      history.push(...names.map(renamed));
      const { state } = await handle(cold(store, names, format));
      expect(state, 'S7: decided on the full fold').toEqual(fold(decider, history));
    }
  });

/** Changes what is read where a snapshot was asked for. */
const reading = (
  asked: (options: ReadOptions, kept: Snapshot | undefined) => ReadOptions,
  answered: (slice: StreamSlice, id: string, store: EventStorePort) => Promise<StreamSlice> | StreamSlice = (
    slice,
  ) => slice,
): Partial<Broken> => ({
  between: (store, kept) => ({
    readStream: async (id, options = {}) =>
      answered(await store.readStream(id, asked(options, kept())), id, store),
  }),
});
const asIs = (options: ReadOptions) => options;

/** The same as if it were of the version before. */
async function before(store: EventStorePort, id: string, snapshot: Snapshot): Promise<Snapshot> {
  const version = snapshot.version - 1;
  const { base_id } = await store.readStream(id, { after_version: version });
  return { ...snapshot, version, last_id: base_id ?? '' };
}

const MUTANTS: Record<string, Partial<Broken>> = {
  'one that is ahead of its stream is trusted': {
    trusted: (by, slice, only) => fromSnapshot(by, { ...slice, version: Infinity }, only),
  },
  'one that cannot be read is an empty state': {
    trusted: (by, slice, only) => fromSnapshot(by, slice, only) ?? fromSnapshot(by, { ...slice, ...EMPTY }, only),
  },
  'what load refuses is taken as it is': { format: { ...format, load: ({ names }) => names as Names } },
  'one of another version of the format is trusted': reading(({ snapshot, ...options }, kept) => ({
    ...options,
    ...(snapshot && {
      snapshot: { ...snapshot, format_version: kept?.format_version ?? snapshot.format_version },
    }),
  })),
  'one of another decider is trusted': reading(({ snapshot, ...options }, kept) => ({
    ...options,
    ...(snapshot && { snapshot: { ...snapshot, format: kept?.format ?? snapshot.format } }),
  })),
  'the tail begins one too late': reading(asIs, (slice) =>
    slice.snapshot ? { ...slice, events: slice.events.slice(1) } : slice,
  ),
  'the tail begins one too early': reading(asIs, async (slice, id, store) =>
    slice.snapshot
      ? { ...slice, events: (await store.readStream(id, { after_version: slice.snapshot.version - 1 })).events }
      : slice,
  ),
  'it is kept under another version than its own': {
    between: (store) => ({
      saveSnapshot: async (id, snapshot) => store.saveSnapshot?.(id, await before(store, id, snapshot)),
    }),
  },
};

describe('a command handler', () => {
  it('sees the same state with snapshots, without them, and with every kind of bad one', () =>
    fc.assert(likeTheWholeStream(), fcParameters(60)));

  it('(gets good and bad snapshots in that run, but none of another format or decider)', async () => {
    const served: Partial<Record<Bad | 'good', number>> = {};
    await fc.assert(likeTheWholeStream({}, served), { seed: 1, numRuns: 60 });
    const { good = 0, ...bad } = served;
    expect(good).toBeGreaterThan(20);
    expect(Object.keys(bad).sort()).toEqual(['ahead', 'broken', 'empty', 'senseless', 'void']);
  });

  it.each(Object.entries(MUTANTS))('(is caught when %s)', async (_, parts) => {
    const { errorInstance } = await fc.check(likeTheWholeStream(parts), {
      seed: 1,
      numRuns: 60,
      endOnFailure: true,
    });
    expect(String(errorInstance)).toContain('S7');
  });

  it('reads a long stream from its last snapshot', async () => {
    const store = memoryEventStore();
    const say = (by: EventStorePort, ...names: string[]) => handle(cold(by, names));
    for (let n = 0; n < 12; n++) await say(store, ...Array.from({ length: 50 }, (_, i) => `${n}/${i}`));
    expect(store.snapshots.get(`${ID}/names`)?.version).toBeGreaterThanOrEqual(2 * SNAPSHOT_EVERY);
    const read: number[] = [];
    const counting: EventStorePort = {
      ...store,
      readStream: async (id, options) => {
        const slice = await store.readStream(id, options);
        read.push(slice.events.length);
        return slice;
      },
    };
    expect((await say(counting, 'last')).state).toEqual({ count: 601, last: 'last' });
    expect(Math.max(...read)).toBeLessThanOrEqual(SNAPSHOT_EVERY);
  });
});
