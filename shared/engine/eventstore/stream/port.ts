// What the event store's own RPC asks of one stream.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { PageBounds } from '#shared/engine/command/stream-page';
import type {
  AppendRequest,
  AppendResult,
  Snapshot,
  SnapshotWanted,
  StreamSlice,
} from '#shared/engine/ports/eventstore';

export interface StreamSummary {
  version: number;
  last_id: string | null;
  event_types: string[];
}

/** `log`: the stream takes the log's events in the place of its own. `both`: and its own come after them, as new versions. */
export type Keep = 'log' | 'both';

export interface Reconciled {
  aggregate_id: string | null;
  version: number;
  /** The last version that the log has. */
  log_version: number;
  outcome: 'same' | 'refilled' | 'published' | 'diverged';
  /** The first version at which both have different events. */
  diverged_at: number | null;
  /** This call made the decision. */
  decided?: true;
}

/** Of an object whose name is not known. */
export const NOTHING_RECONCILED: Reconciled = {
  aggregate_id: null,
  version: 0,
  log_version: 0,
  outcome: 'same',
  diverged_at: null,
};

export interface StreamPort {
  append(request: AppendRequest): Promise<AppendResult>;
  /** The position of a version, as soon as the log has it; null when that takes longer, or there is no such version. */
  position(version: number, withinMs: number): Promise<number | null>;
  /** The same with the event. `awaitedBy`: the subscription that a caller waits for, which receives it at once. */
  logged(version: number, withinMs: number, awaitedBy?: string): Promise<LoggedEvent | null>;
  read(
    afterVersion: number,
    commandId: string | null,
    snapshot?: SnapshotWanted,
    page?: PageBounds,
  ): Promise<StreamSlice>;
  /** Where the stream ends, and which types of events it holds. */
  summary(): Promise<StreamSummary>;
  /**
   * Compares with the log and, with `act`, brings both together: what the log lacks is published again, what the stream lacks
   * is filled in. `keep` is an operator's decision where the two differ at a version.
   */
  reconcile(act: boolean, keep?: Keep): Promise<Reconciled>;
  saveSnapshot(snapshot: Snapshot): Promise<void>;
  /** The log has expected the first event: from now on the stream's own alarm publishes what is left. */
  remind(): Promise<void>;
}
