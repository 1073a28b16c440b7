// The consumer of the saga subscription. A delivery never awaits work: coordinators record and return.
import { WorkerEntrypoint } from 'cloudflare:workers';
import type { LoggedEvent } from '../event/envelope.ts';
import { someAtATime } from '../runtime/stand-aside.ts';
import { sagaId, sagaIdInStream } from '../event/ids.ts';
import type { ConsumerPort, Delivered, Delivery } from '#shared/engine/ports/consumer';
import type { Beginning, SagaRunsPort } from '../ports/saga-runs.ts';
import type { SagaRun } from '../trace/run.ts';
import type { SagaEnv } from './dependencies.ts';
import { monitorBehind, moveMonitor } from './monitor/checkpoint.ts';
import { runsOf } from './runs-of-request.ts';
import type { SagaRegistry } from './registry.ts';
import { wakeLate } from './wake-late.ts';

type Coordinators = Pick<SagaEnv, 'COORDINATOR'>;
type Handing = (env: Coordinators) => Promise<void>;

/** A new saga is a new file: a page of them at once would block every request until all are written. */
const SAGAS_AT_ONCE = 4;

/** An event id is unique in its stream only: where another stream's event has this saga, the second one gets its own. */
async function start({ COORDINATOR }: Coordinators, id: string, name: string, event: LoggedEvent): Promise<void> {
  if (await COORDINATOR.getByName(id).start(id, name, event)) return;
  const own = sagaIdInStream(name, event.aggregate_id, event.id);
  await COORDINATOR.getByName(own).start(own, name, event);
}

/** What one event means, per saga: an event finds its saga by `metadata.saga_id` only, or starts one. */
function routeEvent({ startedBy }: Pick<SagaRegistry, 'startedBy'>, event: LoggedEvent): [string, Handing][] {
  const starts = startedBy(event.event_type).map(({ name }): [string, Handing] => {
    const id = sagaId(name, event.id);
    return [id, (env) => start(env, id, name, event)];
  });
  const { saga_id } = event.metadata;
  if (saga_id === undefined) return starts;
  return [...starts, [saga_id, (env) => env.COORDINATOR.getByName(saga_id).deliver(event)]];
}

/** @param beside keeps work alive that no delivery waits for */
export const sagaConsumer = (
  registry: Pick<SagaRegistry, 'startedBy'>,
  env: SagaEnv,
  beside: (work: Promise<void>) => void = (work) => void work,
): ConsumerPort => ({
  /**
   * Hands every event to its sagas: in order within a saga, some side by side across them. A crash in the middle has the
   * page delivered again; coordinators recognise the events that they have. Asked for its place it answers where the monitor
   * is when that was restored to an earlier state: handed over again, events have their sagas shown again.
   */
  async deliver({ from, to, events }: Delivery): Promise<Delivered> {
    if (from === to) return { checkpoint: (await monitorBehind(env.DB, to)) ?? to };
    beside(moveMonitor(env.DB, from, to).catch(() => undefined));
    const bySaga = Map.groupBy(
      events.flatMap((event) => routeEvent(registry, event)),
      ([id]) => id,
    );
    await someAtATime([...bySaga.values()], SAGAS_AT_ONCE, async (handings) => {
      for (const [, hand] of handings) await hand(env);
    });
    return { checkpoint: to };
  },

  /** A coordinator recognises an event that it has, so a parked one is handed over like any other. */
  async deliverParked(event: LoggedEvent): Promise<void> {
    for (const [, hand] of routeEvent(registry, event)) await hand(env);
  },
});

/** The same for a subscription in another Worker, which also shows what became of its deliveries. */
export class SagaConsumer<Env extends SagaEnv = SagaEnv>
  extends WorkerEntrypoint<Env>
  implements ConsumerPort, SagaRunsPort
{
  readonly #consumer: ConsumerPort;
  readonly #registry: Pick<SagaRegistry, 'startedBy'>;

  constructor(ctx: ExecutionContext, env: Env, registry: Pick<SagaRegistry, 'startedBy'>) {
    super(ctx, env);
    this.#registry = registry;
    this.#consumer = sagaConsumer(registry, env, (work) => ctx.waitUntil(work));
  }

  async runs(correlationId: string, beginnings: readonly Beginning[]): Promise<SagaRun[]> {
    return runsOf(this.#registry, this.env, correlationId, beginnings);
  }

  async deliver(delivery: Delivery): Promise<Delivered> {
    this.ctx.waitUntil(wakeLate(this.env, Date.now()).catch(() => undefined));
    return this.#consumer.deliver(delivery);
  }

  async deliverParked(event: LoggedEvent): Promise<void> {
    await this.#consumer.deliverParked(event);
  }
}
