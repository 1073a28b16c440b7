// The Worker under test: media-command itself, plus entrypoints that stand for the event store and the thumbnailer.
// The tests share this isolate, so they see and steer them.
import { memoryEventStore } from '#shared/mediahub/testing/memory-event-store';
import { WorkerEntrypoint } from 'cloudflare:workers';
import type {
  AppendRequest,
  ComparisonPort,
  LogQuery,
  ReadOptions,
  StreamAsked,
} from '#shared/engine/ports/eventstore';
import type { MemoryEventStore } from '#shared/engine/testing/memory-event-store';
import type { Env } from '../src/env.ts';
import { Sweeper as RealSweeper } from '../src/Sweeper.ts';

export { DecoderQueue } from '../src/DecoderQueue.ts';
export { ContentKey } from '../src/content/ContentKey.ts';
export { PartedUpload } from '../src/resumable/PartedUpload.ts';
export { MediaCommandRpc } from '../src/rpc.ts';
export { app as default } from '../src/routes.ts';

interface World {
  store: MemoryEventStore;
  /** What the thumbnailer answers. */
  thumbnailer: (image: Request) => Promise<Response> | Response;
  /** Runs before each append, e.g. to let someone else be faster. */
  beforeAppend: (request: AppendRequest) => Promise<void>;
  /** What streams and log say of each other. */
  compare: ComparisonPort['compareWithLog'];
  /** What happens between the sweeper's two looks. */
  betweenLooks: () => Promise<void>;
  /** How many calls of other Workers were made. */
  calls: number;
}

export const world: World = {
  store: memoryEventStore(),
  thumbnailer: () => new Response(null, { status: 500 }),
  beforeAppend: () => Promise.resolve(),
  compare: (ids) => world.store.compareWithLog(ids),
  betweenLooks: () => Promise.resolve(),
  calls: 0,
};

export class Sweeper extends RealSweeper {
  protected override wait(): Promise<void> {
    return world.betweenLooks();
  }
}

export class TestEventStore extends WorkerEntrypoint<Env> {
  async append(request: AppendRequest) {
    world.calls++;
    await world.beforeAppend(request);
    return world.store.append(request);
  }
  readStream(id: string, options?: ReadOptions) {
    world.calls++;
    return world.store.readStream(id, options);
  }
  readStreams(asked: readonly StreamAsked[]) {
    world.calls++;
    return world.store.readStreams(asked);
  }
  readLog(query: LogQuery) {
    return world.store.readLog(query);
  }
  compareWithLog(ids: readonly string[]) {
    return world.compare(ids);
  }
}

export class TestThumbnailer extends WorkerEntrypoint<Env> {
  override async fetch(request: Request): Promise<Response> {
    world.calls++;
    return world.thumbnailer(request);
  }
}
