// The Worker under test: album itself, plus fakes of the eventstore Worker's entrypoints. The tests share this isolate,
// so they steer the same fakes.
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

interface Fakes {
  /** What `TestEventStore` reads and appends to. */
  store: MemoryEventStore;
  /** `false` stops the subscription: reads then lag behind. */
  live: boolean;
  /** Events of album streams read so far. */
  handedOut: number;
  /** Calls of other Workers made so far. */
  calls: number;
  /** Answers how the streams compare with the log. */
  compare: ComparisonPort['compareWithLog'];
}

export const fakes: Fakes = {
  store: memoryEventStore(),
  live: true,
  handedOut: 0,
  calls: 0,
  compare: (ids) => fakes.store.compareWithLog(ids),
};

export class TestEventStore extends WorkerEntrypoint<Env> {
  append(request: AppendRequest) {
    fakes.calls++;
    return fakes.store.append(request);
  }
  appendAll(requests: readonly AppendRequest[]) {
    fakes.calls++;
    return fakes.store.appendAll(requests);
  }
  readStreams(asked: readonly StreamAsked[]) {
    fakes.calls++;
    return fakes.store.readStreams(asked);
  }
  async readStream(id: string, options?: ReadOptions) {
    fakes.calls++;
    const slice = await fakes.store.readStream(id, options);
    if (id.startsWith('album-')) fakes.handedOut += slice.events.length;
    return slice;
  }
  readLog(query: LogQuery) {
    return fakes.store.readLog(query);
  }
  compareWithLog(ids: readonly string[]) {
    return fakes.compare(ids);
  }
}

const positionOf = ({ aggregate_id, version }: StreamPoint): number =>
  fakes.store.log.find((event) => event.aggregate_id === aggregate_id && event.version === version)?.position ??
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
  catchUp(new AlbumConsumer(ctx, env), fakes.store.log, () => fakes.live);
