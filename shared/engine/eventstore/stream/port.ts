// What the event store's own RPC asks of one stream.
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

export interface StreamPort {
  append(request: AppendRequest): Promise<AppendResult>;
  /** The position of a version, as soon as the log has it; null when that takes longer, or there is no such version. */
  position(version: number, withinMs: number): Promise<number | null>;
  read(afterVersion: number, commandId: string | null, snapshot?: SnapshotWanted): Promise<StreamSlice>;
  /** Where the stream ends, and which types of events it holds. */
  summary(): Promise<StreamSummary>;
  saveSnapshot(snapshot: Snapshot): Promise<void>;
}
