// Reading a stream to its end: a store answers in pages, and every reader follows them here. A fold holds one page at a time, so
// memory does not grow with the stream.
import type { StreamEvent } from '#shared/engine/event/envelope';
import type { EventReaderPort, ReadOptions, StreamSlice } from '#shared/engine/ports/eventstore';

export type StreamReader = Pick<EventReaderPort, 'readStream'>;

/** A restore replaced the stream's history between two pages. Nothing was decided yet: read it again. */
export class StreamPutBack extends Error {
  override name = 'StreamPutBack';
}

/**
 * The pages of a stream, at least one. What is appended between two of them is in a later one: the version and the `handled` of
 * the last page hold for all.
 * @throws StreamPutBack when a page does not continue the one before it
 */
export async function* pagesOf(
  store: StreamReader,
  id: string,
  options: ReadOptions = {},
): AsyncGenerator<StreamSlice, void, void> {
  const { snapshot: _, ...behind } = options;
  let slice = await store.readStream(id, options);
  yield slice;
  for (let last = slice.events.at(-1); slice.more && last; last = slice.events.at(-1)) {
    slice = await store.readStream(id, { ...behind, after_version: last.version });
    if (slice.base_id !== last.id) throw new StreamPutBack(`${id} was put back while it was read`);
    yield slice;
  }
}

export interface FoldedStream<T> extends Pick<StreamSlice, 'version' | 'handled'> {
  state: T;
}

/** A stream folded to its end, page by page. */
export async function foldStream<T>(
  store: StreamReader,
  id: string,
  initial: T,
  evolve: (state: T, event: StreamEvent) => T,
  options?: ReadOptions,
): Promise<FoldedStream<T>> {
  let folded: FoldedStream<T> = { version: 0, handled: null, state: initial };
  for await (const { version, handled, events } of pagesOf(store, id, options))
    folded = { version, handled, state: events.reduce((state, event) => evolve(state, event), folded.state) };
  return folded;
}

/** All events of a stream, for callers that need them all at once. */
export async function wholeStream(store: StreamReader, id: string, options?: ReadOptions): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const page of pagesOf(store, id, options)) for (const event of page.events) events.push(event);
  return events;
}
