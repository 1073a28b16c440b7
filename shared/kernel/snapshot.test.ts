// Snapshot + tail = full fold, and a snapshot that is corrupt, old or ahead of its stream changes nothing (invariant S7).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MediaEvent } from '#shared/events/media';
import type { EventStorePort, Snapshot } from '#shared/ports/eventstore';
import { memoryEventStore } from '#shared/testing/memoryEventStore';
import { trials } from '#shared/testing/property';
import { accept, fold, type Decider } from './decider.ts';
import { handle } from './handle.ts';
import { SNAPSHOT_EVERY } from './snapshot.ts';

interface Names {
  readonly count: number;
  readonly last: string;
}
type Rename = Extract<MediaEvent, { event_type: 'MediaRenamed' }>;
const renamed = (filename: string): Rename => ({ event_type: 'MediaRenamed', data: { filename } });

const decider: Decider<Names, string[], Rename> = {
  initialState: { count: 0, last: '' },
  decide: (names) => accept(...names.map(renamed)),
  evolve: ({ count }, { data }) => ({ count: count + 1, last: data.filename }),
  snapshot: {
    name: 'names',
    version: 2,
    save: (names) => ({ names }),
    load: ({ names }) => {
      const { count, last } = names as Partial<Names>;
      return typeof count === 'number' && typeof last === 'string' ? { count, last } : null;
    },
    needs: () => ['names'],
    knows: () => true,
  },
};

/** A command by an isolate that has just started: nothing is remembered but what the store has. */
const handled = async (store: EventStorePort, names: string[]) => {
  const command_id = crypto.randomUUID();
  const cold = { ...store };
  const result = await handle({
    store: cold,
    decider,
    aggregate_type: 'Media',
    aggregate_id: 'media-1',
    command: names,
    metadata: { user_id: 'u', actor: 'u', command_id, correlation_id: 'c' },
  });
  return result.state;
};

const batch = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 100 });
const state = { count: 1_000_000, last: 'lie' };
const spoiled = (version: number): fc.Arbitrary<Snapshot> => {
  const lie = JSON.stringify(state);
  return fc.constantFrom(
    { format: 'names', format_version: 2, version, parts: { names: '{"count": 1' } },
    { format: 'names', format_version: 2, version, parts: { names: '{"count": "many"}' } },
    { format: 'names', format_version: 2, version, parts: { names: 'null' } },
    { format: 'names', format_version: 2, version, parts: {} },
    { format: 'names', format_version: 1, version, parts: { names: lie } },
    { format: 'another', format_version: 2, version, parts: { names: lie } },
    { format: 'names', format_version: 2, version: version + 100_000, parts: { names: lie } },
  );
};

describe('a command handler', () => {
  it('sees the same state with snapshots, without them, and with every kind of bad one', () =>
    fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 10 }), fc.option(spoiled(150)), async (commands, bad) => {
        const store = memoryEventStore();
        const history: Rename[] = [];
        for (const names of commands) {
          history.push(...names.map(renamed));
          if (bad && history.length > 150) store.snapshots.set('media-1', bad);
          expect(await handled(store, names)).toEqual(fold(decider, history));
        }
      }),
      trials(60),
    ));

  it('reads a long stream from its last snapshot', async () => {
    const store = memoryEventStore();
    for (let n = 0; n < 12; n++) await handled(store, Array.from({ length: 50 }, (_, i) => `${n}/${i}`));
    expect(store.snapshots.get('media-1')?.version).toBeGreaterThanOrEqual(2 * SNAPSHOT_EVERY);
    const read: number[] = [];
    const counting: EventStorePort = {
      ...store,
      readStream: async (id, options) => {
        const slice = await store.readStream(id, options);
        read.push(slice.events.length);
        return slice;
      },
    };
    expect(await handled(counting, ['last'])).toEqual({ count: 601, last: 'last' });
    expect(Math.max(...read)).toBeLessThanOrEqual(SNAPSHOT_EVERY);
  });
});

it('(a snapshot that is trusted whatever it says is caught)', async () => {
  const store = memoryEventStore();
  const trusting: EventStorePort = {
    ...store,
    readStream: async (id, options) => ({
      ...(await store.readStream(id, options)),
      snapshot: { version: 0, parts: { names: JSON.stringify(state) } },
    }),
  };
  await handled(store, ['a']);
  expect(await handled(trusting, ['b'])).not.toEqual({ count: 2, last: 'b' });
});
