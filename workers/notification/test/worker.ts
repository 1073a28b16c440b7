// The Worker under test: notification itself, plus fakes of the eventstore Worker's entrypoints. The tests share this
// isolate, so they steer the same fakes.
import type { Delivered } from '#shared/engine/ports/consumer';
import { catchUp } from '#shared/engine/testing/catch-up';
import { memoryEventStore } from '#shared/mediahub/testing/memory-event-store';
import type { SubscriptionName } from '#shared/mediahub/subscriptions';
import { WorkerEntrypoint } from 'cloudflare:workers';
import { pause } from '#shared/engine/runtime/deadline';
import type { AppendRequest, LogQuery, ReadOptions, StreamAsked } from '#shared/engine/ports/eventstore';
import { type MemoryEventStore } from '#shared/engine/testing/memory-event-store';
import type { Env } from '../src/env.ts';
import { NotificationConsumer } from '../src/index.ts';

export {
  default,
  LiveConsumer,
  LiveRpc,
  NotificationConsumer,
  NotificationRpc,
  UserChannel,
} from '../src/index.ts';

interface Fakes {
  /** What `TestEventStore` reads and appends to. */
  store: MemoryEventStore;
  /** `false` stops the subscription `notification`: reads then lag behind. */
  live: boolean;
  /** How the log answers its readers. */
  log: 'answers' | 'withholds' | 'fails';
  /** Answers of the log on hold. */
  withheld: number;
  /** Calls of the event store made so far. */
  calls: number;
}

export const fakes: Fakes = { store: memoryEventStore(), live: true, log: 'answers', withheld: 0, calls: 0 };

export class TestEventStore extends WorkerEntrypoint<Env> {
  appendAll(requests: readonly AppendRequest[]) {
    fakes.calls++;
    return fakes.store.appendAll(requests);
  }
  readStreams(asked: readonly StreamAsked[]) {
    fakes.calls++;
    return fakes.store.readStreams(asked);
  }
  append(request: AppendRequest) {
    fakes.calls++;
    return fakes.store.append(request);
  }
  readStream(id: string, options?: ReadOptions) {
    fakes.calls++;
    return fakes.store.readStream(id, options);
  }
  async readLog(query: LogQuery) {
    if (fakes.log === 'fails') throw new Error('the log is away');
    const answer = await fakes.store.readLog(query);
    fakes.withheld++;
    while (fakes.log === 'withholds') await pause(1);
    fakes.withheld--;
    return answer;
  }
}

export class TestSubscriptions extends WorkerEntrypoint<Env> {
  /** Delivers what the log holds, as the subscription would, instead of waiting for it. */
  async waitFor(_name: SubscriptionName, position: number) {
    const { checkpoint } = await caughtUp(this.ctx, this.env);
    return { reached: checkpoint >= position, checkpoint };
  }
}

/** The consumer, once it has had the whole log. */
export const caughtUp = (ctx: ExecutionContext, env: Env): Promise<Delivered> =>
  catchUp(new NotificationConsumer(ctx, env), fakes.store.log, () => fakes.live);
