// Snapshots: the folded state of a long stream, stored beside it in parts, so that a cold isolate reads a few of them and a
// tail instead of ten thousand events. Only an optimisation: one that is missing, corrupt, of another decider version or
// ahead of its stream is as good as none, and the stream is read from its start.
import type { EventStorePort, StreamSlice } from '#shared/engine/ports/eventstore';
import type { SnapshotFormat } from './decider.ts';
import type { Folded } from './state-cache.ts';

/** A snapshot is taken whenever a reader sees the stream pass a multiple of this. */
export const SNAPSHOT_EVERY = 100;
/** More than this does not travel between Workers with every mark that a stream passes. */
const MAX_CHARACTERS = 8_000_000;

/** The state in a slice's snapshot, or null when it is not to be trusted. */
export function fromSnapshot<State>(
  format: Pick<SnapshotFormat<State, never>, 'load'>,
  { version, snapshot, base_id }: StreamSlice,
  only?: readonly string[],
): Folded<State> | null {
  if (!snapshot || snapshot.version > version) return null;
  try {
    const parts = Object.entries(snapshot.parts).map(([name, json]) => [name, JSON.parse(json) as unknown]);
    const state = format.load(Object.fromEntries(parts) as Record<string, unknown>, only);
    return state === null ? null : { version: snapshot.version, state, last_id: base_id };
  } catch {
    return null;
  }
}

/** Whether a stream has passed a mark on its way between these versions: time for a snapshot. */
export const passedMark = (before: number, version: number): boolean =>
  Math.floor(version / SNAPSHOT_EVERY) > Math.floor(before / SNAPSHOT_EVERY);

/** Keeps a whole state that was folded from recorded events. Lost, it costs the next cold reader some time and nothing else. */
export async function keepSnapshot<State>(
  store: EventStorePort,
  { name, version: format_version, save }: Pick<SnapshotFormat<State, never>, 'name' | 'version' | 'save'>,
  aggregateId: string,
  { version, state, last_id }: Folded<State>,
): Promise<void> {
  if (typeof last_id !== 'string') return;
  const parts = Object.fromEntries(
    Object.entries(save(state)).map(([part, json]) => [part, JSON.stringify(json)]),
  );
  if (Object.values(parts).reduce((sum, part) => sum + part.length, 0) > MAX_CHARACTERS) return;
  await store
    .saveSnapshot?.(aggregateId, { format: name, format_version, version, last_id, parts })
    .catch(() => undefined);
}
