// What other Workers may ask of notification: the sagas to send one, the subscription to take its deliveries.
import { WorkerEntrypoint } from 'cloudflare:workers';
import { notificationId } from '#shared/mediahub/ids';
import { deliver } from '#shared/engine/projection/deliver';
import { deliverParked } from '#shared/engine/projection/deliver-parked';
import { rebuildStep, rebuildSteps } from '#shared/engine/projection/rebuild';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { LiveMessage } from '#shared/mediahub/api/live';
import type { Delivered, Delivery } from '#shared/engine/ports/consumer';
import type { ReadModelPort, RebuildSteps } from '#shared/engine/ports/rebuild';
import type { NotificationPort } from '#shared/mediahub/ports/notification';
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';
import { notifications } from './aggregates.ts';
import type { Env } from './env.ts';
import { sendTo } from './live/send.ts';
import { inboxProjection } from './projections/inbox/project.ts';

export class NotificationRpc extends WorkerEntrypoint<Env> implements NotificationPort {
  /** `accepted`: NotificationSent with saga_id and step is on its way. `already`: it was sent before. */
  send(
    context: SagaContext,
    notification: { code: string; title: string; message: string; params: Record<string, string> },
  ): Promise<CommandReply> {
    const { user_id, saga_id, step } = context;
    const { code, title, message, params } = notification;
    const command = { type: 'send', notification: { user_id, code, title, message, params } } as const;
    return notifications.reply(this.env.EVENTS, notificationId(saga_id, step), command, context);
  }
}

/** Consumer of the subscription `notification`: rows and checkpoint in one batch, then a hint to the browsers. */
export class NotificationConsumer extends WorkerEntrypoint<Env> implements ReadModelPort {
  async deliver(delivery: Delivery): Promise<Delivered> {
    const delivered = await deliver(this.env.DB, inboxProjection(this.env.DB), delivery);
    // A crash here loses the hint, not the notification: the browser's next fetch shows it.
    if (delivered.checkpoint === delivery.to) this.ctx.waitUntil(sendTo(this.env, hints(delivery)));
    return delivered;
  }

  async deliverParked(event: LoggedEvent): Promise<void> {
    await deliverParked(this.env.DB, inboxProjection(this.env.DB), event);
    this.ctx.waitUntil(sendTo(this.env, hints({ from: 0, to: event.position, events: [event] })));
  }

  /** One step of a rebuild. The rows only: no policy, no hint. */
  rebuild<Step extends keyof RebuildSteps>(step: Step, ...args: Parameters<RebuildSteps[Step]>) {
    return rebuildStep(rebuildSteps(this.env.DB, inboxProjection(this.env.DB)), step, args);
  }
}

/** Tells the users of a delivery which position their inbox has reached. */
const hints = ({ events, to: position }: Delivery): Map<string, LiveMessage[]> =>
  new Map(
    events
      .filter((event) => event.aggregate_type === 'Notification')
      .map((event) => [event.metadata.user_id, [{ type: 'notification', position }]]),
  );
