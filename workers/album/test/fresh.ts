// Every test file starts with an empty log and the read model that belongs to it.
import { applyD1Migrations, reset } from 'cloudflare:test';
import { memoryEventStore } from '#shared/mediahub/testing/memory-event-store';
import { env } from './env.ts';
import { fakes } from './worker.ts';

await reset();
await applyD1Migrations(env.DB, env.MIGRATIONS);
fakes.store = memoryEventStore();
fakes.live = true;
