// Snapshots: the folded state of a long stream, stored beside it, so that a cold isolate reads a tail instead of ten
// thousand events. Only an optimisation: one that is missing, corrupt, of another decider version or ahead of its stream
// is as good as none, and the stream is read from its start.
import type { EventStorePort, StreamSlice } from '#shared/ports/eventstore';
import type { SnapshotFormat } from './decider.ts';
import type { Folded } from './stateCache.ts';

/** A snapshot is taken whenever a reader sees the stream pass a multiple of this. */
export const SNAPSHOT_EVERY = 200;
/** What fits into one row of a Durable Object's storage. */
const MAX_CHARACTERS = 1_000_000;

/** The state in a slice's snapshot, or null when it is not to be trusted. */
export function fromSnapshot<State>(
  format: SnapshotFormat<State>,
  { version, snapshot }: StreamSlice,
): Folded<State> | null {
  if (!snapshot || snapshot.version > version) return null;
  try {
    const state = format.load(JSON.parse(snapshot.state));
    return state === null ? null : { version: snapshot.version, state };
  } catch {
    return null;
  }
}

/** Keeps a state that was folded from recorded events, if the stream has passed the next mark since `before`. */
export async function keepSnapshot<State>(
  store: EventStorePort,
  format: SnapshotFormat<State>,
  aggregateId: string,
  before: number,
  { version, state }: Folded<State>,
): Promise<void> {
  if (Math.floor(version / SNAPSHOT_EVERY) <= Math.floor(before / SNAPSHOT_EVERY)) return;
  const json = JSON.stringify(format.save(state));
  if (json.length > MAX_CHARACTERS) return;
  const { name, version: format_version } = format;
  // Lost, it costs the next cold reader some time and nothing else.
  await store
    .saveSnapshot?.(aggregateId, { format: name, format_version, version, state: json })
    .catch(() => undefined);
}
