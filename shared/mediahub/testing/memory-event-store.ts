// The event store in memory, for MediaHub's events.
import * as engine from '#shared/engine/testing/memory-event-store';
import type { PageBounds } from '#shared/engine/command/stream-page';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';

/** @param page bounds one answer */
export const memoryEventStore = (page?: PageBounds): engine.MemoryEventStore =>
  engine.memoryEventStore(CATALOGUE, page);
