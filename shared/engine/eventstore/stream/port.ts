// What the event store's own RPC asks of one stream.
import type { FaultKind } from '#shared/engine/faults/plan';
import type {
  AppendRequest,
  AppendResult,
  Snapshot,
  SnapshotWanted,
  StreamSlice,
} from '#shared/engine/ports/eventstore';

/** How the fault switch ends a stream around its commit; see the kinds of shared/engine/faults/plan.ts. */
export type Crash = Extract<FaultKind, 'crash_before' | 'crash_after' | 'evict'>;

export interface StreamSummary {
  version: number;
  last_id: string | null;
  event_types: string[];
}

export interface StreamPort {
  append(request: AppendRequest, crash?: Crash): Promise<AppendResult>;
  read(afterVersion: number, commandId: string | null, snapshot?: SnapshotWanted): Promise<StreamSlice>;
  /** Where the stream ends, and which types of events it holds. */
  summary(): Promise<StreamSummary>;
  saveSnapshot(snapshot: Snapshot): Promise<void>;
}
