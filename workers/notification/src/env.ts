// What this Worker is given. The channels are typed by the methods that others may call on them.
import type { SubscriptionPort } from '#shared/mediahub/subscriptions';
import type { Metadata } from '#shared/engine/event/envelope';
import type { ServiceEnv } from '#shared/http/service';
import type { BatchStorePort, EventReaderPort, EventStorePort } from '#shared/engine/ports/eventstore';
import type { LiveMessage } from '#shared/mediahub/api/live';

/** The one object through which all browsers of a user are reached. */
export interface UserChannelPort {
  /** A WebSocket upgrade for the session in SESSION_HEADER; `?after=<position>` is where the browser left off. */
  fetch(request: Request): Promise<Response>;
  /** Sends to every open browser of the user, in order. */
  send(messages: readonly LiveMessage[]): Promise<void>;
  /** Closes the sockets of these sessions with SESSION_ENDED. */
  closeSessions(sessionIds: readonly string[]): Promise<void>;
  /** Marks as read what is unread and older than this position, some with each alarm: more than one request may do. */
  readOn(metadata: Metadata, before: number): Promise<void>;
}

export interface Env extends ServiceEnv {
  /** The inbox (disposable), and which channels are open. */
  DB: D1Database;
  /** Named by user id. */
  CHANNEL: { getByName(userId: string): UserChannelPort };
  EVENTS: EventStorePort & BatchStorePort;
  READER: EventReaderPort;
  SUBSCRIPTIONS: SubscriptionPort;
}
