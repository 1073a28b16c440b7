// Ports of the event store: what other Workers may ask of it. Expected outcomes are values, surprises throw.
import type { LoggedEvent, NewEvent, StreamEvent } from '#shared/engine/event/envelope';
import type { PageBounds } from '#shared/engine/command/stream-page';
import type { RebuildStatus } from './rebuild.ts';

/**
 * What the writer believes the stream to be (optimistic concurrency, Greg Young):
 * a version number (exactly that many events), `no_stream` (none yet), `stream_exists` (at least one), `any`.
 */
export type ExpectedVersion = number | 'no_stream' | 'stream_exists' | 'any';

export interface AppendRequest {
  aggregate_id: string;
  aggregate_type: string;
  expected_version: ExpectedVersion;
  /**
   * The event at the expected version that the writer has seen: after a restore another one may have that version, and what was
   * decided on the one does not hold for the other. Not compared when absent.
   */
  base_id?: string | null;
  /** 1 to 100 events, all or nothing. The same ids again give the first answer. */
  events: NewEvent[];
  /** How long to wait for the global position, in milliseconds. Absent: the answer comes as soon as the events are durable. */
  position_within_ms?: number;
  /** The subscription that the writer will wait for: it is to have these events at once. */
  awaited_by?: string;
  /**
   * The answer waits, at most so many milliseconds, until that subscription has passed the position: a writer that shows its own
   * write needs no second call for it.
   */
  shown_within_ms?: number;
  /**
   * The id was made for this append, so the stream cannot have existed before, and the log need not be asked about it. If that
   * is wrong, the log refuses the events, and the stream then compares itself with it.
   */
  is_new?: true;
}

export type AppendResult =
  /**
   * `position` is null while the log does not have the events yet: the stream publishes them. `created_at` is the last event's:
   * with it a writer can show what it has just written without reading it again. `shown`: whether the subscription that was waited
   * for has passed it; absent when none was.
   */
  | { ok: true; version: number; position: number | null; created_at: string; shown?: boolean }
  /** Another writer was first; nothing was written. `actual` is the stream's true version. */
  | { ok: false; code: 'version_conflict'; actual: number }
  | {
      ok: false;
      code: 'invalid_append' | 'event_id_reused' | 'partly_duplicate' | 'stream_diverged' | 'storage_full';
      detail: string;
    };

export interface ReadOptions {
  /**
   * How long to wait until the log has all events of the answer, so that a decision based on them is appended behind them.
   */
  logged_within_ms?: number;
  /** Only events after this version (default 0: all). */
  after_version?: number;
  /** Also say whether this command has already been handled in this stream. */
  command_id?: string;
  /** Answer with a snapshot of this format and version, or only these parts of it, and the events after it, if there is one. */
  snapshot?: SnapshotWanted;
  /** A smaller page than the store would answer. */
  page?: PageBounds;
}

/** A folded state, stored beside its stream. Never the truth, never needed. */
export interface Snapshot {
  /** Which decider wrote it, and how. */
  format: string;
  format_version: number;
  /** The version of the stream that it is the state of. */
  version: number;
  /** The id of the event there: a restore may have put another one into its place since. */
  last_id: string;
  /** The state's parts by name, each of them JSON. */
  parts: Record<string, string>;
}

/** `parts`: those alone; those of them that are not there are left out. All of them when absent. */
export interface SnapshotWanted extends Pick<Snapshot, 'format' | 'format_version'> {
  parts?: readonly string[];
}

export interface StreamSlice {
  /** The stream's version: 0 when it has no events. */
  version: number;
  /** One page of them, bounded by count and bytes: `pagesOf` (read-stream.ts) goes on to the end. */
  events: StreamEvent[];
  /** There are more after the last of `events`. */
  more?: true;
  /**
   * The id of the event that `events` come after: null when the stream has none at that version, absent when they begin with
   * the first. With it a reader that continues checks that this is still the history it has read.
   */
  base_id?: string | null;
  /** Where `command_id` had its effect, or null. */
  handled: { version: number; position: number | null } | null;
  /** Only where it was asked for: `events` begin after its version. */
  snapshot?: Pick<Snapshot, 'version' | 'parts'>;
}

export interface LogQuery {
  after: number;
  limit: number;
  /** Only this owner's events. */
  user_id?: string;
}

export interface LogPage {
  head: number;
  events: LoggedEvent[];
  /** A restore removed `after`: what the reader has is not what precedes these. It starts over. */
  lost?: boolean;
  /** Events were set aside because they followed a hole: a reader from before that epoch starts over. */
  set_aside?: { epoch: number; gaps: [number, number][] };
}

/** What is known of an aggregate when its stream and the log were both asked. */
export interface ComparedStream {
  aggregate_id: string;
  /** The log ends with the very event that the stream ends with, or neither has one. */
  agreed: boolean;
  /** The types of the events in the stream. */
  event_types: string[];
}

export interface Comparison {
  /** False after a restore until all stores agree again: until then nothing irreversible is done. */
  settled: boolean;
  /** A restore may have taken events of these spans (milliseconds) from both: that they know nothing of one proves nothing. */
  lost: Span[];
  streams: ComparedStream[];
}

/** After one instant, up to and including another. */
export interface Span {
  after: number;
  until: number;
}

/** The most streams that one comparison covers. */
export const COMPARED_AT_ONCE = 100;

/** For callers that do something irreversible. */
export interface ComparisonPort {
  /**
   * Asks streams and log what they hold of these aggregates. Silence is no answer.
   * @throws when one of them cannot be asked
   */
  compareWithLog(aggregateIds: readonly string[]): Promise<Comparison>;
}

/** Read only: streams and the global log. */
export interface EventReaderPort {
  /** A page of a stream. */
  readStream(aggregateId: string, options?: ReadOptions): Promise<StreamSlice>;
  /**
   * Events with position > `after`, ascending, at most `limit` (≤ 1000), and fewer where they are large. `head` is the log's last
   * position: a reader of the log continues until it is there.
   */
  readLog(query: LogQuery): Promise<LogPage>;
}

/** Reading, and appending to the aggregate types that the binding's `props` name. */
export interface EventStorePort extends EventReaderPort {
  append(request: AppendRequest): Promise<AppendResult>;
  /** Keeps the newest snapshot of each format. A store may do without. */
  saveSnapshot?(aggregateId: string, snapshot: Snapshot): Promise<void>;
}

/** The most streams that one call reads, and the most appends that one call makes. */
export const STREAMS_AT_ONCE = 500;
export const APPENDS_AT_ONCE = 100;

export interface StreamAsked {
  id: string;
  options?: ReadOptions;
}

/**
 * Many at once: on Cloudflare a request may make 32 calls of other Workers, all in all. `batched.ts` makes such calls of single
 * ones.
 */
export interface BatchReaderPort {
  /** A page of each, in the order in which they were asked; smaller ones than alone, where they are many. */
  readStreams(asked: readonly StreamAsked[]): Promise<StreamSlice[]>;
}

export interface BatchStorePort extends BatchReaderPort {
  /** Each of them by itself: all or nothing holds within one, not among them. */
  appendAll(requests: readonly AppendRequest[]): Promise<AppendResult[]>;
}

export interface WaitResult {
  reached: boolean;
  checkpoint: number;
  /** Of the event that was waited for, where the log has it. */
  position?: number;
  /** A restore has taken that position away: it will never be reached. */
  lost?: boolean;
}

/** Where a command left its stream: known as soon as it is durable, before the log gives it a position. */
export interface StreamPoint {
  aggregate_id: string;
  version: number;
}

/**
 * Read-your-own-write: resolves when the subscription has passed a position, or the event of a stream, or after `timeoutMs`.
 * No polling.
 */
export interface SubscriptionPort<Name extends string = string> {
  waitFor(name: Name, target: number | StreamPoint, timeoutMs: number): Promise<WaitResult>;
}

/** An event that a subscription could not deliver, or one behind it in the same partition. */
export interface ParkedEvent<Name extends string = string> {
  /** `<subscription>.<position>` */
  id: string;
  subscription: Name;
  position: number;
  partition_key: string;
  event: LoggedEvent;
  /** Why it was not delivered, in words. */
  reason: string;
  attempts: number;
  parked_at: string;
}

/** How far a subscription is, for /health, /api/v1/projections and the UI. */
export interface SubscriptionStatus<Name extends string = string> {
  name: Name;
  checkpoint: number;
  head: number;
  lag: number;
  /** `retrying`: its consumer fails, and deliveries are retried. */
  state: 'running' | 'retrying';
  /** Events that wait for a person. */
  parked: number;
  attempts: number;
  last_error: string | null;
  next_retry_at: string | null;
  /** Its read model's last rebuild, or null. Absent unless it was asked for. */
  rebuild?: RebuildStatus | null;
}
