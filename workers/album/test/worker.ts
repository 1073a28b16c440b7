// The Worker under test: album itself, plus entrypoints that stand for the eventstore Worker. The tests share this
// isolate, so they see and steer the same store.
import type { Delivered } from '#shared/engine/ports/consumer';
import { catchUp } from '#shared/engine/testing/catch-up';
import { memoryEventStore } from '#shared/mediahub/testing/memory-event-store';
import type { SubscriptionName } from '#shared/mediahub/subscriptions';
import { WorkerEntrypoint } from 'cloudflare:workers';
import type {
  AppendRequest,
  ComparisonPort,
  LogQuery,
  ReadOptions,
  StreamAsked,
  StreamPoint,
} from '#shared/engine/ports/eventstore';
import { type MemoryEventStore } from '#shared/engine/testing/memory-event-store';
import type { Env } from '../src/env.ts';
import { AlbumConsumer } from '../src/rpc.ts';

export { AlbumConsumer, AlbumRpc } from '../src/rpc.ts';
export { app as default } from '../src/routes.ts';

interface World {
  store: MemoryEventStore;
  /** `false` stops the subscription: reads then lag behind. */
  live: boolean;
  /** How many events of album streams were read. */
  handedOut: number;
  /** How many calls of another Worker were made. */
  calls: number;
  /** What streams and log say about each other. */
  compare: ComparisonPort['compareWithLog'];
}

export const world: World = {
  store: memoryEventStore(),
  live: true,
  handedOut: 0,
  calls: 0,
  compare: (ids) => world.store.compareWithLog(ids),
};

export class TestEventStore extends WorkerEntrypoint<Env> {
  append(request: AppendRequest) {
    world.calls++;
    return world.store.append(request);
  }
  appendAll(requests: readonly AppendRequest[]) {
    world.calls++;
    return world.store.appendAll(requests);
  }
  readStreams(asked: readonly StreamAsked[]) {
    world.calls++;
    return world.store.readStreams(asked);
  }
  async readStream(id: string, options?: ReadOptions) {
    world.calls++;
    const slice = await world.store.readStream(id, options);
    if (id.startsWith('album-')) world.handedOut += slice.events.length;
    return slice;
  }
  readLog(query: LogQuery) {
    return world.store.readLog(query);
  }
  compareWithLog(ids: readonly string[]) {
    return world.compare(ids);
  }
}

const positionOf = ({ aggregate_id, version }: StreamPoint): number =>
  world.store.log.find((event) => event.aggregate_id === aggregate_id && event.version === version)?.position ??
  Infinity;

export class TestSubscriptions extends WorkerEntrypoint<Env> {
  /** Delivers what the log holds, as the subscription would, instead of waiting for it. */
  async waitFor(_name: SubscriptionName, target: number | StreamPoint) {
    const { checkpoint } = await caughtUp(this.ctx, this.env);
    const position = typeof target === 'number' ? target : positionOf(target);
    return { reached: checkpoint >= position, checkpoint };
  }
}

/** The consumer, once it has had the whole log. */
export const caughtUp = (ctx: ExecutionContext, env: Env): Promise<Delivered> =>
  catchUp(new AlbumConsumer(ctx, env), world.store.log, () => world.live);
