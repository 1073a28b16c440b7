// The calls of this Worker to its own objects.
import type { Metadata } from '#shared/engine/event/envelope';
import type { PartedUpload as PartedView } from '#shared/mediahub/api/upload';
import type { Done, NotedPart, Plan } from './resumable/plan.ts';

/**
 * `done`: the work had its turn. Otherwise it has not begun, and may come again after this time. `progressed`: the queue has moved
 * within the longest time that work stays away.
 */
export type Turn = { done: true } | { done: false; retry_after_ms: number; progressed?: true };

export interface DecoderQueuePort extends Rpc.DurableObjectBranded {
  /** Calls `work`, which says whether it did anything, when it is its turn, and answers when that is over, however it ends. */
  inTurn(user: string, work: () => Promise<boolean>): Promise<Turn>;
}

export interface SweeperPort extends Rpc.DurableObjectBranded {
  /** Makes sure that it checks again. @param awaited a media whose upload goes on trying until it has its event: its bytes stay */
  arm(awaited?: string): Promise<void>;
  /** That upload has ended, one way or the other. */
  release(mediaId: string): Promise<void>;
}

export interface ContentKeyPort extends Rpc.DurableObjectBranded {
  /** 32 random bytes, the same each time. */
  bytes(): Promise<Uint8Array>;
}

/** Null, or false, for an upload that has ended or is another user's. */
export interface PartedUploadPort extends Rpc.DurableObjectBranded {
  begin(plan: Pick<Plan, 'user_id' | 'filename' | 'size'>): Promise<PartedView>;
  view(userId: string): Promise<PartedView | null>;
  /** Where a part goes, and whether one may still come. */
  plan(userId: string): Promise<{ plan: Plan; open: boolean } | null>;
  /** Whether this sender may send a part now; asked again while it sends. */
  hold(n: number, sender: string): Promise<boolean>;
  release(n: number, sender: string): Promise<void>;
  /** Notes a part that is in R2. The first one says what the file is. */
  note(part: NotedPart, contentType?: string): Promise<PartedView>;
  /** Combines the parts into a media item, once; or says which are missing. */
  complete(userId: string, metadata: Metadata): Promise<Done | { missing: number[] } | null>;
  /** Ends it: its parts go. */
  abort(userId: string): Promise<boolean>;
}
