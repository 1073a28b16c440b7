// An event store in memory that keeps the port's contract: for tests of one Worker, where the real one is another
// Worker. Streams, optimistic concurrency, idempotent appends and a dense log; no delivery. That it answers as the real
// one does is tested beside that.
import { APPEND_MAX_EVENTS, type Catalogue } from '#shared/engine/event/catalogue';
import { firstPage, PAGE, within, type PageBounds } from '#shared/engine/command/stream-page';
import { ANY_EVENTS } from './any-events.ts';
import type { LoggedEvent, NewEvent } from '#shared/engine/event/envelope';
import type {
  AppendRequest,
  AppendResult,
  BatchStorePort,
  ComparedStream,
  ComparisonPort,
  EventStorePort,
  ExpectedVersion,
  LogQuery,
  ReadOptions,
  Snapshot,
  StreamSlice,
} from '#shared/engine/ports/eventstore';

const malformed = (
  { invalid }: Pick<Catalogue, 'invalid'>,
  { aggregate_id, aggregate_type, expected_version: expected, events }: AppendRequest,
): string | null => {
  if (!aggregate_id.startsWith(`${aggregate_type.toLowerCase()}-`))
    return `${aggregate_id} is no ${aggregate_type}`;
  if (events.length === 0 || events.length > APPEND_MAX_EVENTS) return `${events.length} events`;
  if (new Set(events.map(({ id }) => id)).size < events.length) return 'an event id occurs twice';
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= 0))
    return `version ${expected}`;
  return events.map((event) => invalid(aggregate_type, event)).find((problem) => problem !== null) ?? null;
};

const samePayload = (old: NewEvent, event: NewEvent): boolean =>
  old.event_type === event.event_type &&
  (old.schema_version !== event.schema_version || JSON.stringify(old.data) === JSON.stringify(event.data));

const fits = (expected: ExpectedVersion, actual: number): boolean => {
  if (expected === 'any') return true;
  if (expected === 'stream_exists') return actual > 0;
  return actual === (expected === 'no_stream' ? 0 : expected);
};

export interface MemoryEventStore extends EventStorePort, BatchStorePort, ComparisonPort {
  /** Everything that was appended, in log order. */
  readonly log: LoggedEvent[];
  /** The newest snapshot of each aggregate in each format, named like `thing-1/names`. */
  readonly snapshots: Map<string, Snapshot>;
}

const nameOf = (id: string, { format }: Pick<Snapshot, 'format'>): string => `${id}/${format}`;

const sizeOf = ({ data, metadata }: LoggedEvent): number =>
  new TextEncoder().encode(JSON.stringify(data) + JSON.stringify(metadata)).length;

/**
 * @param catalogue says which events it takes
 * @param most bounds one answer: small ones turn every stream into many pages
 */
export function memoryEventStore(
  catalogue: Pick<Catalogue, 'invalid'> = ANY_EVENTS,
  most: PageBounds = PAGE,
): MemoryEventStore {
  const log: LoggedEvent[] = [];
  const snapshots = new Map<string, Snapshot>();
  const streamOf = (id: string) => log.filter((event) => event.aggregate_id === id);

  const append = (request: AppendRequest): AppendResult => {
    const { aggregate_id, aggregate_type, expected_version, events } = request;
    const problem = malformed(catalogue, request);
    if (problem !== null) return { ok: false, code: 'invalid_append', detail: problem };
    const stream = streamOf(aggregate_id);
    const again = stream.flatMap((old) =>
      events.filter((event) => event.id === old.id).map((event) => ({ old, event })),
    );
    const last = again.at(-1)?.old;
    if (last) {
      const other = again.find(({ old, event }) => !samePayload(old, event));
      if (other) return { ok: false, code: 'event_id_reused', detail: other.event.id };
      if (again.length < events.length) return { ok: false, code: 'partly_duplicate', detail: aggregate_id };
      return { ok: true, version: last.version, position: last.position, created_at: last.created_at };
    }
    const seen = typeof request.base_id !== 'string' || stream.at(-1)?.id === request.base_id;
    if (!fits(expected_version, stream.length) || (typeof expected_version === 'number' && !seen))
      return { ok: false, code: 'version_conflict', actual: stream.length };
    events.forEach((event, n) => {
      const position = log.length + 1;
      log.push({
        ...event,
        aggregate_id,
        aggregate_type,
        version: stream.length + n + 1,
        created_at: new Date(position * 1000).toISOString(),
        position,
      });
    });
    const created_at = log.at(-1)?.created_at ?? '';
    return { ok: true, version: stream.length + events.length, position: log.length, created_at };
  };

  const readStream = (id: string, options: ReadOptions = {}): StreamSlice => {
    const { after_version = 0, command_id, snapshot: wanted, page } = options;
    const stream = streamOf(id);
    const effect = stream.findLast((event) => event.metadata.command_id === command_id);
    const kept = wanted && snapshots.get(nameOf(id, wanted));
    const usable = kept && kept.format_version === wanted?.format_version && kept.version > after_version;
    const snapshot = usable ? kept : null;
    const parts = Object.entries(snapshot?.parts ?? {}).filter(([part]) => wanted?.parts?.includes(part) ?? true);
    const base = snapshot?.version ?? after_version;
    const { items: events, more } = firstPage(stream.slice(base), sizeOf, within(most, page));
    return {
      version: stream.length,
      events,
      ...(more ? { more: true as const } : {}),
      ...(base > 0 ? { base_id: stream[base - 1]?.id ?? null } : {}),
      handled: effect ? { version: effect.version, position: effect.position } : null,
      ...(snapshot ? { snapshot: { version: snapshot.version, parts: Object.fromEntries(parts) } } : {}),
    };
  };

  const saveSnapshot = (id: string, snapshot: Snapshot): void => {
    if (streamOf(id)[snapshot.version - 1]?.id !== snapshot.last_id) return;
    const kept = snapshots.get(nameOf(id, snapshot));
    if (kept && kept.format_version === snapshot.format_version && kept.version >= snapshot.version) return;
    snapshots.set(nameOf(id, snapshot), snapshot);
  };

  const readLog = ({ after, limit, user_id }: LogQuery) => ({
    head: log.length,
    events: log
      .filter((e) => e.position > after && (user_id === undefined || e.metadata.user_id === user_id))
      .slice(0, limit),
  });

  const compared = (aggregate_id: string): ComparedStream => ({
    aggregate_id,
    agreed: true,
    event_types: [...new Set(streamOf(aggregate_id).map((event) => event.event_type))],
  });

  return {
    log,
    snapshots,
    compareWithLog: (ids) => Promise.resolve({ settled: true, lost: [], streams: ids.map(compared) }),
    saveSnapshot: (id, snapshot) => Promise.resolve(saveSnapshot(id, snapshot)),
    append: (request) => Promise.resolve(append(request)),
    readStream: (id, options) => Promise.resolve(readStream(id, options)),
    readStreams: (asked) => Promise.resolve(asked.map(({ id, options }) => readStream(id, options))),
    appendAll: (requests) => Promise.resolve(requests.map(append)),
    readLog: (query) => Promise.resolve(readLog(query)),
  };
}
