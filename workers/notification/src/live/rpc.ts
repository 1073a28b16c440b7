// The live feed's two entrypoints for other Workers: the subscription `live` delivers events, any Worker may push news.
import { WorkerEntrypoint } from 'cloudflare:workers';
import type { LiveMessage } from '#shared/mediahub/api/live';
import type { ConsumerPort, Delivered, Delivery } from '#shared/engine/ports/consumer';
import type { LivePort } from '#shared/mediahub/ports/notification';
import type { Env } from '../env.ts';
import { openChannels } from './open-channels.ts';
import { sendTo, sendToAll } from './send.ts';

/**
 * Routes every event to its owner only. It always answers `to`: the live feed drops rather than
 * holds up, and a browser that lost something learns it at its next fetch or reconnect.
 */
export class LiveConsumer extends WorkerEntrypoint<Env> implements ConsumerPort {
  async deliver({ to, events }: Delivery): Promise<Delivered> {
    const byOwner = Map.groupBy(
      events.map((event): LiveMessage & { type: 'event' } => ({ type: 'event', position: event.position, event })),
      ({ event }) => event.metadata.user_id,
    );
    await sendTo(this.env, byOwner);
    return { checkpoint: to };
  }

  /** Nothing is ever parked for the live feed. */
  deliverParked(): Promise<void> {
    return Promise.resolve();
  }
}

/** News that are no events: sagas that moved, subscriptions that stopped, a board that has checked. */
export class LiveRpc extends WorkerEntrypoint<Env> implements LivePort {
  /** To the open browsers of one user. */
  push(userId: string, message: LiveMessage): Promise<void> {
    return sendTo(this.env, new Map([[userId, [message]]]));
  }

  /** To every open browser: public information only. */
  broadcast(message: LiveMessage): Promise<void> {
    return sendToAll(this.env, [message]);
  }

  /**
   * Of a user without an open socket no channel is woken. One that is just being opened may have no row yet: the gateway
   * looks at the session again before it lets the handshake through.
   */
  async closeSessions(userId: string, sessionIds: readonly string[]): Promise<void> {
    const [open] = await openChannels(this.env.DB, [userId]);
    if (open !== undefined) await this.env.CHANNEL.getByName(open).closeSessions(sessionIds);
  }
}
