// What this Worker asks of its own objects.
/** `done`: the work had its turn. Otherwise it has not begun, and may ask again after this time. */
export type Turn = { done: true } | { done: false; retry_after_ms: number };

export interface DecoderQueuePort extends Rpc.DurableObjectBranded {
  /** Calls `work` when it is its turn, and answers when that is over, however it ends. */
  inTurn(user: string, work: () => Promise<void>): Promise<Turn>;
}

export interface SweeperPort extends Rpc.DurableObjectBranded {
  /** Makes sure that it looks again. */
  arm(): Promise<void>;
}
