// The bindings of wrangler.toml, typed by their ports.
import type { ServiceEnv } from '#shared/http/service';
import type { BatchReaderPort, ComparisonPort, EventStorePort } from '#shared/engine/ports/eventstore';
import type { FetchPort } from '#shared/mediahub/ports/thumbnailer';
import type { ContentKeyPort, DecoderQueuePort, PartedUploadPort, SweeperPort } from './objects.ts';

export interface Env extends ServiceEnv {
  /** Originals and thumbnails. */
  FILES: R2Bucket;
  /** May append to the streams of media and of contents, and to that of the renewal. */
  EVENTS: EventStorePort & BatchReaderPort & ComparisonPort;
  THUMBNAILER: FetchPort;
  /** The decoder queue. */
  DECODER: DurableObjectNamespace<DecoderQueuePort>;
  /** The one that removes files without media. */
  SWEEPER: DurableObjectNamespace<SweeperPort>;
  /** The one key that contents are named by. */
  CONTENT_KEY: DurableObjectNamespace<ContentKeyPort>;
  /** One for each upload in parts. */
  UPLOADS: DurableObjectNamespace<PartedUploadPort>;
}
