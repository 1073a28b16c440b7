import { applyD1Migrations } from 'cloudflare:test';
import { env } from './env.ts';
import { READ_MODEL_SCHEMA } from './read-model.ts';

await applyD1Migrations(env.DB, env.MIGRATIONS);
await applyD1Migrations(env.READ_MODEL, [{ name: 'read model', queries: READ_MODEL_SCHEMA }]);
