// The first two steps of the command handler: load and fold. Of what this isolate remembers of a stream only the tail is
// read; of a stream that it meets for the first time, the parts of the snapshot that the command needs, and the tail.
import type { StreamEvent } from '#shared/engine/event/envelope';
import type { ReadOptions, StreamSlice } from '#shared/engine/ports/eventstore';
import type { DecidedEvent, Handling } from '#shared/engine/command/handling';
import { pagesOf } from './read-stream.ts';
import { fromSnapshot, keepSnapshot, passedMark } from './snapshot.ts';
import { statesOf, type Folded } from './state-cache.ts';

export type Loaded<State> = Folded<State> & Pick<StreamSlice, 'handled'>;

/** What a stream that is not remembered well enough is read from: parts of its snapshot, all of it, or its events alone. */
type From = 'parts' | 'snapshot' | 'events';

/** Folds the new part of a stream. Events of a stream are of its aggregate's union. */
const foldSlice = <State, Event extends DecidedEvent>(
  { decider, catalogue }: Pick<Handling<State, never, Event>, 'decider' | 'catalogue'>,
  state: State,
  events: readonly StreamEvent[],
): State => events.reduce((s, e) => decider.evolve(s, catalogue.known(e) as unknown as Event), state);

/** What is remembered is of another history: a stream never grows shorter and never changes, unless a backup was restored. */
const isOfAnother = ({ version, last_id }: Folded<unknown>, slice: StreamSlice): boolean =>
  version > 0 && (slice.version < version || slice.base_id !== last_id);

/**
 * The state that the command is decided on, and whether it has been handled before. The stream itself is asked, never the
 * log first: what was just created may not be there yet, and its owner would be refused for a moment's delay.
 * @param trusted how much of a snapshot may be used
 */
export async function load<State, Command, Event extends DecidedEvent>(
  h: Handling<State, Command, Event>,
  from: From = 'parts',
  trusted: typeof fromSnapshot = fromSnapshot,
): Promise<Loaded<State>> {
  const { store, decider, aggregate_id, metadata } = h;
  const { snapshot: format, initialState } = decider;
  const states = statesOf(store, decider);
  const remembered = states.recall(aggregate_id);
  const needed = from === 'parts' ? format?.needs(h.command) : undefined;
  const known =
    remembered && (format?.knows(remembered.state, needed) ?? true)
      ? remembered
      : { version: 0, state: initialState };
  // A command that needs other parts than the last one is likely not to be the last: from now on all parts are remembered.
  const parts = remembered ? undefined : needed;
  const fresh = known.version === 0;
  const options: ReadOptions = {
    after_version: known.version,
    command_id: metadata.command_id,
    ...(format && fresh && from !== 'events'
      ? { snapshot: { format: format.name, format_version: format.version, ...(parts ? { parts } : {}) } }
      : {}),
  };
  let base: Folded<State> | undefined;
  let loaded: Loaded<State> = { ...known, handled: null };
  for await (const slice of pagesOf(store, aggregate_id, options)) {
    if (!base) {
      if (isOfAnother(known, slice)) {
        states.forget(aggregate_id);
        return load(h, from, trusted);
      }
      const begun = slice.snapshot && format ? trusted(format, slice, parts) : known;
      // Not to be trusted: the stream is the truth.
      if (!begun) return load(h, 'events', trusted);
      // Only a whole state can be written down.
      if (format && passedMark(begun.version, slice.version) && !format.knows(begun.state))
        return load(h, 'snapshot', trusted);
      base = begun;
      loaded = { ...begun, handled: null };
    }
    const last = slice.events.at(-1);
    loaded = {
      version: slice.more && last ? last.version : slice.version,
      state: foldSlice(h, loaded.state, slice.events),
      last_id: last?.id ?? loaded.last_id,
      handled: slice.handled,
    };
  }
  const { handled: _, ...folded } = loaded;
  states.remember(aggregate_id, folded);
  if (base && format && passedMark(base.version, folded.version) && format.knows(folded.state))
    await keepSnapshot(store, format, aggregate_id, folded);
  return loaded;
}
