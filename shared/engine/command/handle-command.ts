// The command handler, five visible steps: load → fold → decide → append(expected) → on conflict fold again.
// A conflict is transient, never a rejection: it is retried with jitter until the deadline.
import { isAhead } from '../runtime/alarm.ts';
import { pause } from '#shared/engine/runtime/deadline';
import { eventId } from '../event/ids.ts';
import type { DecidedEvent, Handling } from './handling.ts';
import { load, type Loaded } from './load-state.ts';
import { StreamPutBack } from './read-stream.ts';

export type Handled<State> =
  /**
   * `events` is 0 when the command had nothing left to do. `position` is null while the log does not have it. `created_at` is of
   * the last event that was appended just now. `shown`: whether the subscription that was waited for has passed it.
   */
  | {
      ok: true;
      version: number;
      position: number | null;
      events: number;
      already: boolean;
      state: State;
      created_at?: string;
      shown?: boolean;
    }
  | { ok: false; code: string; reason: string; state: State };

export class ConcurrencyError extends Error {
  override name = 'ConcurrencyError';
}

/** After a restore, stream and log have other histories of this aggregate: a person decides. Until then nothing is written. */
export class StreamDiverged extends ConcurrencyError {
  override name = 'StreamDiverged';
}

/** The store has no room for another event. Nothing was written; it goes on when there is room again. */
export class StorageFull extends ConcurrencyError {
  override name = 'StorageFull';
}

/**
 * Runs one command against one aggregate. Safe to call again with the same `metadata.command_id`: the
 * first answer comes back and nothing is appended twice.
 * @throws ConcurrencyError when conflicts persisted for `conflictTimeoutMs`.
 */
export async function handle<State, Command, Event extends DecidedEvent>(
  h: Handling<State, Command, Event>,
): Promise<Handled<State>> {
  const { store, decider, aggregate_id, metadata } = h;
  const mostMs = h.conflictTimeoutMs ?? 10_000;
  const trying = { mostMs, deadline: Date.now() + mostMs };
  const nothing: Loaded<State> = { version: 0, state: decider.initialState, handled: null };

  for (let attempt = 0; ; attempt++) {
    const first = attempt === 0;
    const loaded = first && h.idOrigin === 'new' ? nothing : await load(h).catch(putBack);
    if (!loaded) {
      await retried(`${aggregate_id}: it was put back while it was read`, attempt, trying);
      continue;
    }
    const { version, state, handled } = loaded;
    if (handled) return { ok: true, ...handled, events: 0, already: true, state };

    const decision = decider.decide(h.command, state);
    if (!decision.accepted) return { ok: false, code: decision.code, reason: decision.reason, state };
    if (decision.events.length === 0)
      return { ok: true, version, position: null, events: 0, already: true, state };

    const result = await store.append({
      aggregate_id,
      aggregate_type: h.aggregate_type,
      expected_version: version === 0 ? 'no_stream' : version,
      ...(loaded.last_id ? { base_id: loaded.last_id } : {}),
      position_within_ms: h.positionWithinMs ?? 0,
      ...(loaded === nothing ? { is_new: true as const } : {}),
      ...(h.awaitedBy === undefined ? {} : { awaited_by: h.awaitedBy }),
      ...(h.shownWithinMs === undefined ? {} : { shown_within_ms: h.shownWithinMs }),
      events: decision.events.map((event, n) => ({
        id: eventId(metadata.command_id, n),
        event_type: event.event_type,
        schema_version: h.catalogue.currentVersion(event.event_type),
        data: event.data,
        metadata,
      })),
    });
    if (result.ok) {
      const { version: appended, position, created_at, shown } = result;
      const after = decision.events.reduce((s, e) => decider.evolve(s, e), state);
      return {
        ok: true,
        version: appended,
        position,
        events: decision.events.length,
        already: false,
        state: after,
        created_at,
        ...(shown === undefined ? {} : { shown }),
      };
    }
    if (result.code === 'event_id_reused')
      return { ok: false, code: 'idempotency_key_reused', reason: result.detail, state };
    if (result.code === 'stream_diverged') throw new StreamDiverged(`${aggregate_id}: ${result.detail}`);
    if (result.code === 'storage_full') throw new StorageFull(`storage_full: ${aggregate_id}: ${result.detail}`);
    if (result.code !== 'version_conflict') throw new Error(`${result.code}: ${result.detail}`);
    await retried(`${aggregate_id}: others kept writing for too long`, attempt, trying);
  }
}

/** A restore in the middle of the read: nothing was decided yet, so the stream is read again. */
const putBack = (error: unknown): null => {
  if (error instanceof StreamPutBack) return null;
  throw error;
};

/** Waits with jitter before the next attempt. @throws ConcurrencyError after the deadline */
async function retried(
  why: string,
  attempt: number,
  { deadline, mostMs }: { deadline: number; mostMs: number },
): Promise<void> {
  // A clock that was set back ends the retries too: how long they have lasted is then unknown.
  if (!isAhead(deadline, Date.now(), mostMs)) throw new ConcurrencyError(why);
  await pause(Math.random() * Math.min(5 * 2 ** attempt, 200));
}
