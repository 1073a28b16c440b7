// The consumer of the subscription `media`, the one writer of this Worker's read model.
import { WorkerEntrypoint } from 'cloudflare:workers';
import type { ConsumerPort, Delivered, Delivery } from '#shared/ports/eventstore';
import { deliver, deliverParked } from '#shared/projection/deliver';
import type { LoggedEvent } from '#shared/events/envelope';
import type { Env } from './env.ts';
import { mediaLibrary } from './projections/mediaLibrary/project.ts';

export class MediaConsumer extends WorkerEntrypoint<Env> implements ConsumerPort {
  /** Rows and checkpoint in one batch: a delivery that comes twice changes nothing and learns the true checkpoint. */
  deliver(delivery: Delivery): Promise<Delivered> {
    return deliver(this.env.DB, mediaLibrary(this.env.DB), delivery);
  }

  deliverParked(event: LoggedEvent): Promise<void> {
    return deliverParked(this.env.DB, mediaLibrary(this.env.DB), event);
  }
}
