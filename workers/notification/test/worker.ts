// The Worker under test: notification itself, plus entrypoints that stand for the eventstore Worker. The tests share
// this isolate, so they see and steer the same store.
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

interface World {
  store: MemoryEventStore;
  /** `false` stops the subscription `notification`: reads then lag behind. */
  live: boolean;
  /** Readers of the log that have their answer but may not have it yet, and whether the log withholds answers. */
  log: 'answers' | 'withholds' | 'fails';
  withheld: number;
  /** How many calls of the event store were made. */
  calls: number;
}

export const world: World = { store: memoryEventStore(), live: true, log: 'answers', withheld: 0, calls: 0 };

export class TestEventStore extends WorkerEntrypoint<Env> {
  appendAll(requests: readonly AppendRequest[]) {
    world.calls++;
    return world.store.appendAll(requests);
  }
  readStreams(asked: readonly StreamAsked[]) {
    world.calls++;
    return world.store.readStreams(asked);
  }
  append(request: AppendRequest) {
    world.calls++;
    return world.store.append(request);
  }
  readStream(id: string, options?: ReadOptions) {
    world.calls++;
    return world.store.readStream(id, options);
  }
  async readLog(query: LogQuery) {
    if (world.log === 'fails') throw new Error('the log is away');
    const answer = await world.store.readLog(query);
    world.withheld++;
    while (world.log === 'withholds') await pause(1);
    world.withheld--;
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
  catchUp(new NotificationConsumer(ctx, env), world.store.log, () => world.live);
