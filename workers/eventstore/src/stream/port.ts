// What the event store's own RPC asks of one stream.
import type { AppendRequest, AppendResult, StreamSlice } from '#shared/ports/eventstore';

export interface StreamPort {
  append(request: AppendRequest): Promise<AppendResult>;
  read(afterVersion: number, commandId: string | null): Promise<StreamSlice>;
}
