// The consumer of the subscription `media`, the one writer of this Worker's read model.
import { WorkerEntrypoint } from 'cloudflare:workers';
import type { Delivered, Delivery } from '#shared/engine/ports/consumer';
import type { ReadModelPort, RebuildSteps } from '#shared/engine/ports/rebuild';
import { deliver } from '#shared/engine/projection/deliver';
import { deliverParked } from '#shared/engine/projection/deliver-parked';
import { rebuildStep, rebuildSteps } from '#shared/engine/projection/rebuild';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { Env } from './env.ts';
import { mediaLibrary } from './projections/media-library/project.ts';

export class MediaConsumer extends WorkerEntrypoint<Env> implements ReadModelPort {
  /** Rows and checkpoint in one batch: a delivery that comes twice changes nothing and learns the true checkpoint. */
  deliver(delivery: Delivery): Promise<Delivered> {
    return deliver(this.env.DB, mediaLibrary(this.env.DB), delivery);
  }

  deliverParked(event: LoggedEvent): Promise<void> {
    return deliverParked(this.env.DB, mediaLibrary(this.env.DB), event);
  }

  /** One step of a rebuild. The rows only: no policy, no hint. */
  rebuild<Step extends keyof RebuildSteps>(step: Step, ...args: Parameters<RebuildSteps[Step]>) {
    return rebuildStep(rebuildSteps(this.env.DB, mediaLibrary(this.env.DB)), step, args);
  }
}
