// The event store of a system that is one Worker: its own entrypoint, with the same limits as a binding.
import { exports } from 'cloudflare:workers';
import type { EventStorePort } from '../ports/eventstore.ts';

/** @param aggregate_types those that the caller may append to */
export const localEventStore = (...aggregate_types: string[]): EventStorePort =>
  (exports as unknown as { EventStoreRpc(options: object): EventStorePort }).EventStoreRpc({
    props: { aggregate_types },
  });
