// The first two steps of the command handler: load and fold. Of what this isolate remembers of a stream only the tail is
// read; of a stream that it meets for the first time, the parts of the snapshot that the command needs, and the tail.
import type { StreamEvent } from '#shared/engine/envelope';
import type { StreamSlice } from '#shared/engine/ports/eventstore';
import type { DecidedEvent, Handling } from '#shared/engine/handling';
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

/**
 * The state that the command is decided on, and whether it has been handled before. The stream itself is asked, never the
 * log first: what was just created may not be there yet, and its owner would be refused for a moment's delay.
 * @param trusted what a snapshot is good for
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
  // Whoever comes back for other parts is likely to go on: from now on all of it is worth remembering.
  const parts = remembered ? undefined : needed;
  const fresh = known.version === 0;
  const slice = await store.readStream(aggregate_id, {
    after_version: known.version,
    command_id: metadata.command_id,
    ...(format && fresh && from !== 'events'
      ? { snapshot: { format: format.name, format_version: format.version, ...(parts ? { parts } : {}) } }
      : {}),
  });
  const { version, handled } = slice;
  if (version < known.version) {
    // No stream grows shorter: this one comes from a restored backup, and is read from its start.
    states.forget(aggregate_id);
    return load(h, from, trusted);
  }
  const base = slice.snapshot && format ? trusted(format, slice, parts) : known;
  // Not to be trusted: the stream is the truth.
  if (!base) return load(h, 'events', trusted);
  const due = format !== undefined && passedMark(base.version, version);
  // Only a whole state can be written down.
  if (due && !format.knows(base.state)) return load(h, 'snapshot', trusted);
  const folded = { version, state: foldSlice(h, base.state, slice.events) };
  states.remember(aggregate_id, folded);
  if (due) await keepSnapshot(store, format, aggregate_id, folded);
  return { ...folded, handled };
}
