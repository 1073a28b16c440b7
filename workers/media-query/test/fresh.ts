// Every test file starts with an empty log and the read model that belongs to it.
import { applyD1Migrations, reset } from 'cloudflare:test';
import { env } from './env.ts';

await reset();
await applyD1Migrations(env.DB, env.MIGRATIONS);
