// A state that is known in part: any isolate, with anything in its memory, decides as it would on the whole stream (invariant
// S7). fast-check chooses the isolate and the letter of each command, and by how much the stream has grown in between.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventStorePort } from '#shared/engine/ports/eventstore';
import { memoryEventStore } from '#shared/engine/testing/memory-event-store';
import { ANY_EVENTS } from '#shared/engine/testing/any-events';
import { CAUGHT, fcParameters } from '#shared/engine/testing/property';
import { accept, type Decider, type SnapshotFormat } from './decider.ts';
import { handle } from './handle-command.ts';
import { SNAPSHOT_EVERY } from './snapshot.ts';

/** How often each letter was written, as far as that is known. */
interface Tally {
  readonly counts: Readonly<Record<string, number>>;
  readonly whole: boolean;
}
/** Writes the letter so many times, each with the number that it has. */
interface Write {
  letter: string;
  times: number;
}
interface Written {
  event_type: 'ThingRenamed';
  data: { filename: string };
}

const format: SnapshotFormat<Tally, Write> = {
  name: 'tally',
  version: 1,
  save: ({ counts }) => ({ ...counts }),
  load: (parts, only) => ({
    counts: Object.fromEntries((only ?? Object.keys(parts)).map((letter) => [letter, Number(parts[letter] ?? 0)])),
    whole: only === undefined,
  }),
  needs: ({ letter }) => [letter],
  knows: ({ counts, whole }, parts) => whole || (parts?.every((letter) => letter in counts) ?? false),
};

const decider: Decider<Tally, Write, Written> = {
  initialState: { counts: {}, whole: true },
  decide({ letter, times }, { counts, whole }) {
    if (!whole && !(letter in counts)) throw new Error(`${letter} was not loaded`);
    const before = counts[letter] ?? 0;
    return accept(
      ...Array.from({ length: times }, (_, n): Written => ({
        event_type: 'ThingRenamed',
        data: { filename: `${letter}${before + n + 1}` },
      })),
    );
  },
  evolve({ counts, whole }, { data: { filename } }) {
    const letter = filename.charAt(0);
    if (!whole && !(letter in counts)) return { counts, whole };
    return { counts: { ...counts, [letter]: (counts[letter] ?? 0) + 1 }, whole };
  },
  snapshot: format,
};

const ask = (store: EventStorePort, by: typeof decider, command: Write) =>
  handle({
    store,
    catalogue: ANY_EVENTS,
    decider: by,
    aggregate_type: 'Thing',
    aggregate_id: 'thing-1',
    command,
    metadata: { user_id: 'u', actor: 'u', command_id: crypto.randomUUID(), correlation_id: 'c' },
  });

const asked = fc.record({
  /** Two isolates that remember, and 'cold': one that has just started. */
  isolate: fc.constantFrom('first', 'second', 'cold'),
  letter: fc.constantFrom('a', 'b', 'c'),
  times: fc.constantFrom(1, 2, 40, 100),
});

/** Each letter is numbered 1, 2, 3 … in the stream: any other number was decided without some of its events. */
const numbered = (format_: SnapshotFormat<Tally, Write> = format) =>
  fc.asyncProperty(fc.array(asked, { minLength: 1, maxLength: 30 }), async (commands) => {
    const store = memoryEventStore();
    const isolates = { first: { ...store }, second: { ...store } };
    const by = { ...decider, snapshot: format_ };
    const model: Record<string, number> = {};
    for (const { isolate, ...command } of commands)
      await ask(isolate === 'cold' ? { ...store } : isolates[isolate], by, command);
    for (const { data } of store.log) {
      const { filename } = data as Written['data'];
      const letter = filename.charAt(0);
      model[letter] = (model[letter] ?? 0) + 1;
      expect(filename, 'S7: numbered as on the whole stream').toBe(`${letter}${model[letter]}`);
    }
  });

describe('a state that is known in part', () => {
  it('leads to the decisions of the whole stream, in any isolate and with any memory', () =>
    fc.assert(numbered(), fcParameters(100)));

  it('(a state that is used without a part it needs, or as whole when it is not, is caught)', async () => {
    const careless = { ...format, knows: () => true };
    const forgetful: typeof format = {
      ...format,
      load: (parts, only) => ({ ...format.load(parts, only), counts: {}, whole: true }),
    };
    const partial: typeof format = { ...format, needs: () => [] };
    for (const wrong of [careless, forgetful, partial])
      expect(String((await fc.check(numbered(wrong), { ...CAUGHT, endOnFailure: true })).errorInstance)).toMatch(
        /S7|was not loaded/,
      );
  });
});

describe('what a cold isolate reads', () => {
  const reading = (store: EventStorePort) => {
    const slices: { parts: string[]; events: number }[] = [];
    const port: EventStorePort = {
      ...store,
      readStream: async (id, options) => {
        const slice = await store.readStream(id, options);
        slices.push({ parts: Object.keys(slice.snapshot?.parts ?? {}), events: slice.events.length });
        return slice;
      },
    };
    return { slices, port };
  };

  it('is the part of the snapshot that its command needs, and a tail; all parts only when a later command needs another', async () => {
    const store = memoryEventStore();
    for (const letter of ['a', 'b', 'a']) await ask({ ...store }, decider, { letter, times: SNAPSHOT_EVERY });
    await ask({ ...store }, decider, { letter: 'b', times: 5 });
    const { slices, port } = reading(store);
    for (const letter of ['a', 'a', 'b', 'b', 'c']) await ask(port, decider, { letter, times: 1 });
    expect(slices.map(({ parts }) => parts)).toEqual([['a'], [], ['a', 'b'], [], []]);
    expect(Math.max(...slices.map(({ events }) => events))).toBeLessThan(SNAPSHOT_EVERY);
  });

  it('is the whole snapshot when the next one is due, since only a whole state is saved', async () => {
    const store = memoryEventStore();
    for (let n = 0; n < 3; n++) await ask({ ...store }, decider, { letter: 'a', times: SNAPSHOT_EVERY });
    const kept = store.snapshots.get('thing-1/tally')?.version;
    await ask({ ...store }, decider, { letter: 'b', times: 1 });
    const now = store.snapshots.get('thing-1/tally');
    expect([kept, now?.version]).toEqual([2 * SNAPSHOT_EVERY, 3 * SNAPSHOT_EVERY]);
    expect(now?.parts).toEqual({ a: '300' });
  });
});
