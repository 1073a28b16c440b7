// The saga subscription's consumer. A delivery never awaits work: coordinators record and return.
import { WorkerEntrypoint } from 'cloudflare:workers';
import type { LoggedEvent } from '#shared/engine/envelope';
import { sagaId, sagaIdInStream } from '#shared/mediahub/ids';
import type { ConsumerPort, Delivered, Delivery } from '#shared/engine/ports/eventstore';
import type { Env } from './env.ts';
import { startedBy } from './sagas/registry.ts';

type Deed = (env: Env) => Promise<void>;

/** An event id is unique in its stream only: where another stream's event has this saga, the second one gets its own. */
async function start({ COORDINATOR }: Env, id: string, name: string, event: LoggedEvent): Promise<void> {
  if (await COORDINATOR.getByName(id).start(id, name, event)) return;
  const own = sagaIdInStream(name, event.aggregate_id, event.id);
  await COORDINATOR.getByName(own).start(own, name, event);
}

/** What one event means, per saga: an event finds its saga by `metadata.saga_id` only, or starts one. */
const deedsOf = (event: LoggedEvent): [string, Deed][] => {
  const starts = startedBy(event.event_type).map(({ name }): [string, Deed] => {
    const id = sagaId(name, event.id);
    return [id, (env) => start(env, id, name, event)];
  });
  const { saga_id } = event.metadata;
  if (saga_id === undefined) return starts;
  return [...starts, [saga_id, (env) => env.COORDINATOR.getByName(saga_id).deliver(event)]];
};

export class SagaConsumer extends WorkerEntrypoint<Env> implements ConsumerPort {
  /**
   * Hands every event to its sagas: in order within a saga, side by side across them. A crash in the middle has the
   * page delivered again; coordinators recognise the events that they have.
   */
  async deliver({ to, events }: Delivery): Promise<Delivered> {
    const bySaga = Map.groupBy(events.flatMap(deedsOf), ([id]) => id);
    await Promise.all(
      [...bySaga.values()].map(async (deeds) => {
        for (const [, deed] of deeds) await deed(this.env);
      }),
    );
    return { checkpoint: to };
  }

  /** A coordinator recognises an event that it has, so a parked one is handed over like any other. */
  async deliverParked(event: LoggedEvent): Promise<void> {
    for (const [, deed] of deedsOf(event)) await deed(this.env);
  }
}
