// The event store in memory, for MediaHub's events.
import * as engine from '#shared/engine/testing/memory-event-store';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';

export const memoryEventStore = (): engine.MemoryEventStore => engine.memoryEventStore(CATALOGUE);
