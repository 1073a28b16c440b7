// The receiving end of a subscription whose consumer is a read model: deliveries, repairs and rebuilds, all guarded.
import type { ConsumerPort } from '#shared/engine/ports/consumer';
import type { ReadModelPort } from '../ports/rebuild.ts';
import { deliver } from './deliver.ts';
import { deliverParked } from './deliver-parked.ts';
import type { Projection } from './projection.ts';
import { rebuildStep, rebuildSteps } from './rebuild.ts';

export const readModelConsumer = (db: D1Database, projection: Projection): ConsumerPort & ReadModelPort => ({
  deliver: (delivery) => deliver(db, projection, delivery),
  deliverParked: (event) => deliverParked(db, projection, event),
  rebuild: (step, ...args) => rebuildStep(rebuildSteps(db, projection), step, args),
});
