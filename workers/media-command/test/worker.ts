// The Worker under test: media-command itself, plus fakes of the event store and the thumbnailer. The tests share this
// isolate, so they steer the same fakes.
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

interface Fakes {
  /** What `TestEventStore` reads and appends to. */
  store: MemoryEventStore;
  /** What the thumbnailer answers. */
  thumbnailer: (image: Request) => Promise<Response> | Response;
  /** Runs before each append, e.g. to let someone else be faster. */
  beforeAppend: (request: AppendRequest) => Promise<void>;
  /** Answers how the streams compare with the log. */
  compare: ComparisonPort['compareWithLog'];
  /** Runs between the sweeper's two looks. */
  betweenLooks: () => Promise<void>;
  /** Calls of other Workers made so far. */
  calls: number;
}

export const fakes: Fakes = {
  store: memoryEventStore(),
  thumbnailer: () => new Response(null, { status: 500 }),
  beforeAppend: () => Promise.resolve(),
  compare: (ids) => fakes.store.compareWithLog(ids),
  betweenLooks: () => Promise.resolve(),
  calls: 0,
};

export class Sweeper extends RealSweeper {
  protected override wait(): Promise<void> {
    return fakes.betweenLooks();
  }
}

export class TestEventStore extends WorkerEntrypoint<Env> {
  async append(request: AppendRequest) {
    fakes.calls++;
    await fakes.beforeAppend(request);
    return fakes.store.append(request);
  }
  readStream(id: string, options?: ReadOptions) {
    fakes.calls++;
    return fakes.store.readStream(id, options);
  }
  readStreams(asked: readonly StreamAsked[]) {
    fakes.calls++;
    return fakes.store.readStreams(asked);
  }
  readLog(query: LogQuery) {
    return fakes.store.readLog(query);
  }
  compareWithLog(ids: readonly string[]) {
    return fakes.compare(ids);
  }
}

export class TestThumbnailer extends WorkerEntrypoint<Env> {
  override async fetch(request: Request): Promise<Response> {
    fakes.calls++;
    return fakes.thumbnailer(request);
  }
}
