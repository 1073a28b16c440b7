// Messages of /api/v1/live. A browser reacts to a message by fetching again with `min_position` of it;
// saga messages carry a revision, so an older one never overwrites a newer one.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { SubscriptionStatus } from '#shared/mediahub/subscriptions';
import type { SagaView } from '#shared/engine/saga/view';

/** Set by the gateway alone on a handshake: the session that the socket belongs to. */
export const SESSION_HEADER = 'x-session-id';

/** Close code: the session has ended. Coming back needs a new login. */
export const SESSION_ENDED = 4401;

/** Close code: nothing is wrong, but the socket has been open for long. Reconnect with the last position. */
export const COME_BACK = 4000;

export type LiveMessage =
  | { type: 'event'; position: number; event: LoggedEvent }
  | { type: 'saga'; saga: SagaView }
  /** The notification read model has reached `position`. */
  | { type: 'notification'; position: number }
  /** A subscription changed its state (running, retrying, stopped). */
  | { type: 'projection'; projection: SubscriptionStatus }
  /**
   * The invariant board has ended a round that began at `checked_at`; only recent viewers receive this, without the findings.
   * An answer from before `stale_before` is outdated, or so old that the board asks whether the page is still viewed.
   */
  | { type: 'invariants'; checked_at: string; stale_before: string }
  /** Too much was missed to replay (or a first connect): fetch everything again. `position` is the log's head. */
  | { type: 'reset'; position: number };
