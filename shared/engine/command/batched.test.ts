import { expect, it } from 'vitest';
import { batchedReader, batchedStore } from './batched.ts';
import { STREAMS_AT_ONCE, type StreamAsked } from '../ports/eventstore.ts';
import { memoryEventStore } from '../testing/memory-event-store.ts';

const counted = () => {
  const store = memoryEventStore();
  const calls: number[] = [];
  const readStreams = (asked: readonly StreamAsked[]) => {
    calls.push(asked.length);
    return store.readStreams(asked);
  };
  return { store: { ...store, readStreams }, calls };
};

it('concurrent requests share one call, and each gets its own answer', async () => {
  const { store, calls } = counted();
  const event = (id: string) => ({
    id,
    event_type: 'ThingRenamed',
    schema_version: 1,
    data: { name: id },
    metadata: { user_id: 'u', actor: 'u', command_id: id, correlation_id: 'c' },
  });
  const all = batchedStore(store);
  const request = (aggregate_id: string, id: string) =>
    all.append({ aggregate_id, aggregate_type: 'Thing', expected_version: 'no_stream', events: [event(id)] });
  const answers = await Promise.all([request('thing-1', 'a'), request('thing-1', 'b'), request('thing-2', 'c')]);
  expect(answers.map(({ ok }) => ok)).toEqual([true, false, true]);
  const slices = await Promise.all(['thing-2', 'thing-3', 'thing-1'].map((id) => all.readStream(id)));
  expect(slices.map(({ events }) => events.map(({ id }) => id))).toEqual([['c'], [], ['a']]);
  expect(calls).toEqual([3]);
});

it('no call asks for more streams than one answer may hold, and a failed call fails every read that shared it', async () => {
  const { store, calls } = counted();
  const reader = batchedReader(store);
  const many = Array.from({ length: STREAMS_AT_ONCE + 1 }, (_, n) => `thing-${n}`);
  await Promise.all(many.map((id) => reader.readStream(id)));
  expect(calls).toEqual([STREAMS_AT_ONCE, 1]);
  const away = batchedReader({ ...store, readStreams: () => Promise.reject(new Error('it is away')) });
  const results = await Promise.allSettled(['thing-1', 'thing-2'].map((id) => away.readStream(id)));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
