// The rules of append, pure: optimistic concurrency (expected version) and idempotency (event ids).
import { APPEND_MAX_EVENTS } from '#shared/engine/event/catalogue';
import type { NewEvent } from '#shared/engine/event/envelope';
import type { AppendRequest, AppendResult, ExpectedVersion } from '#shared/engine/ports/eventstore';

/** What the stream already holds of the event ids in a request. */
export interface Known {
  id: string;
  version: number;
  event_type: string;
  schema_version: number;
  data: string;
}

export type AppendDecision =
  | { write: NewEvent[]; firstVersion: number }
  /** All of it is there already: the first answer, up to this version. */
  | { duplicateUpTo: number }
  | { refuse: Extract<AppendResult, { ok: false }> };

const refuse = (
  code: 'invalid_append' | 'event_id_reused' | 'partly_duplicate',
  detail: string,
): AppendDecision => ({ refuse: { ok: false, code, detail } });

const malformed = ({ events, expected_version: expected }: AppendRequest): string | null => {
  if (events.length === 0) return 'an append needs at least one event';
  if (events.length > APPEND_MAX_EVENTS) return `at most ${APPEND_MAX_EVENTS} events an append`;
  if (new Set(events.map((e) => e.id)).size < events.length) return 'an event id occurs twice';
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= 0))
    return `expected version ${expected} is not a version`;
  return null;
};

const fits = (expected: ExpectedVersion, version: number): boolean => {
  if (expected === 'any') return true;
  if (expected === 'no_stream') return version === 0;
  if (expected === 'stream_exists') return version > 0;
  return expected === version;
};

/** Whether the writer has seen the event that the stream ends with. */
const isSeen = ({ expected_version: expected, base_id }: AppendRequest, lastId: string | null): boolean =>
  typeof expected !== 'number' || typeof base_id !== 'string' || lastId === null || base_id === lastId;

const samePayload = (event: NewEvent, known: Known): boolean =>
  known.event_type === event.event_type &&
  // A retry after a release may use a newer schema version than the first try.
  (known.schema_version !== event.schema_version || known.data === JSON.stringify(event.data));

/**
 * What to do with an append to a stream at `version` that already holds `known` of its event ids.
 * Idempotency comes before the expected version: a retry carries the version from before its first try.
 */
export function decideAppend(
  request: AppendRequest,
  version: number,
  known: readonly Known[],
  /** The event at `version`. */
  lastId: string | null = null,
): AppendDecision {
  const problem = malformed(request);
  if (problem) return refuse('invalid_append', problem);

  if (known.length > 0) {
    const byId = new Map(known.map((k) => [k.id, k]));
    for (const event of request.events) {
      const before = byId.get(event.id);
      if (before && !samePayload(event, before))
        return refuse('event_id_reused', `event ${event.id} was appended with another payload`);
    }
    return known.length < request.events.length
      ? refuse('partly_duplicate', 'some of these events are in the stream already, some are not')
      : { duplicateUpTo: Math.max(...known.map((k) => k.version)) };
  }

  return fits(request.expected_version, version) && isSeen(request, lastId)
    ? { write: request.events, firstVersion: version + 1 }
    : { refuse: { ok: false, code: 'version_conflict', actual: version } };
}
