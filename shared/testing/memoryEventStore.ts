// An event store in memory that keeps the port's contract: for tests of one Worker, where the real one is another
// Worker. Streams, optimistic concurrency, idempotent appends and a dense log; no delivery.
import type { LoggedEvent } from '#shared/events/envelope';
import type {
  AppendRequest,
  AppendResult,
  EventStorePort,
  ExpectedVersion,
  LogQuery,
  ReadOptions,
  Snapshot,
  StreamSlice,
} from '#shared/ports/eventstore';

const fits = (expected: ExpectedVersion, actual: number): boolean => {
  if (expected === 'any') return true;
  if (expected === 'stream_exists') return actual > 0;
  return actual === (expected === 'no_stream' ? 0 : expected);
};

export interface MemoryEventStore extends EventStorePort {
  /** Everything that was appended, in log order. */
  readonly log: LoggedEvent[];
  /** The newest snapshot of each aggregate. */
  readonly snapshots: Map<string, Snapshot>;
}

export function memoryEventStore(): MemoryEventStore {
  const log: LoggedEvent[] = [];
  const snapshots = new Map<string, Snapshot>();
  const streamOf = (id: string) => log.filter((event) => event.aggregate_id === id);

  const append = (request: AppendRequest): AppendResult => {
    const { aggregate_id, aggregate_type, expected_version, events } = request;
    const stream = streamOf(aggregate_id);
    const before = stream.filter((old) => events.some((event) => event.id === old.id));
    const last = before.at(-1);
    if (last) {
      if (before.length < events.length)
        return { ok: false, code: 'partly_duplicate', detail: aggregate_id };
      const same = before.every((old, n) => JSON.stringify(old.data) === JSON.stringify(events[n]?.data));
      return same
        ? { ok: true, version: last.version, position: last.position }
        : { ok: false, code: 'event_id_reused', detail: aggregate_id };
    }
    if (!fits(expected_version, stream.length))
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
    return { ok: true, version: stream.length + events.length, position: log.length };
  };

  const readStream = (id: string, options: ReadOptions = {}): StreamSlice => {
    const { after_version = 0, command_id, snapshot: wanted } = options;
    const stream = streamOf(id);
    const effect = stream.findLast((event) => event.metadata.command_id === command_id);
    const kept = snapshots.get(id);
    const fits = kept && kept.format === wanted?.format && kept.format_version === wanted.format_version;
    const snapshot = fits && kept.version > after_version ? kept : null;
    const parts = Object.entries(snapshot?.parts ?? {}).filter(([part]) => wanted?.parts?.includes(part) ?? true);
    return {
      version: stream.length,
      events: stream.slice(snapshot?.version ?? after_version),
      handled: effect ? { version: effect.version, position: effect.position } : null,
      ...(snapshot ? { snapshot: { version: snapshot.version, parts: Object.fromEntries(parts) } } : {}),
    };
  };

  const readLog = ({ after, limit, user_id }: LogQuery) => ({
    head: log.length,
    events: log
      .filter((e) => e.position > after && (user_id === undefined || e.metadata.user_id === user_id))
      .slice(0, limit),
  });

  return {
    log,
    snapshots,
    saveSnapshot: (id, snapshot) => {
      if (snapshot.version > (snapshots.get(id)?.version ?? 0)) snapshots.set(id, snapshot);
      return Promise.resolve();
    },
    append: (request) => Promise.resolve(append(request)),
    readStream: (id, options) => Promise.resolve(readStream(id, options)),
    readLog: (query) => Promise.resolve(readLog(query)),
  };
}
