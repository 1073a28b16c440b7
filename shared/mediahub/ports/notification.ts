// The commands of sagas to notification, and how Workers push news to browsers over the live channel.
import type { LiveMessage } from '#shared/mediahub/api/live';
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';

export interface NotificationPort {
  /** Sends one notification to the context's user: one per (saga, step), however often it is asked. */
  send(
    context: SagaContext,
    args: { code: string; title: string; message: string; params: Record<string, string> },
  ): Promise<CommandReply>;
}

export interface LivePort {
  /** Pushes to the open browsers of one user. Best effort: without an open browser nothing happens. */
  push(userId: string, message: LiveMessage): Promise<void>;
  /** Pushes to every open browser: news about the system itself. */
  broadcast(message: LiveMessage): Promise<void>;
  /** Closes the sockets of ended sessions with SESSION_ENDED; those of the user's other sessions stay. @throws when it cannot. */
  closeSessions(userId: string, sessionIds: readonly string[]): Promise<void>;
}
