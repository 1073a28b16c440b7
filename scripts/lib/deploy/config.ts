// The production environment of each Worker, read from its wrangler.toml, and its first version: the same without
// bindings to other Workers.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { at, ROOT, shown, WORKER_FOLDERS } from '../node/layout.mjs';
import { userError } from '../node/user-error.mjs';
import type { Worker } from './plan.ts';

export const ENVIRONMENT = 'production';

/** One opens other people's files, one serves files to everybody: neither needs a secret, so they get none. */
const WITHOUT_SECRETS = ['mediahub-thumbnailer', 'mediahub-web'];

/** The gateway is the first folder; it is deployed last, when all that it leads to is there. */
const FOLDERS = [...WORKER_FOLDERS.slice(1), ROOT];

export async function productionWorkers(): Promise<Worker[]> {
  const { unstable_readConfig } = await import('wrangler');
  return FOLDERS.map((folder) => {
    const path = join(folder, 'wrangler.toml');
    const { name, d1_databases, r2_buckets } = unstable_readConfig(
      { config: path, env: ENVIRONMENT },
      { hideWarnings: true },
    );
    const worker = String(name);
    return {
      name: worker,
      config: path,
      databases: d1_databases.map((d1: { database_name?: string }) => String(d1.database_name)),
      buckets: r2_buckets.map((r2: { bucket_name?: string }) => String(r2.bucket_name)),
      secrets: WITHOUT_SECRETS.includes(worker)
        ? []
        : ['FORWARD_KEYS', ...(folder === ROOT ? ['CLIENT_KEYS'] : [])],
    };
  });
}

/**
 * Writes the configuration of a Worker's first version.
 * @param config path of its wrangler.toml
 * @param worker its name in production
 * @returns path of what was written
 */
export async function firstVersion(config: string, worker: string): Promise<string> {
  const { experimental_readRawConfig } = await import('wrangler');
  const { env = {}, ...top } = experimental_readRawConfig({ config }).rawConfig;
  const { services: _, ...own } = env[ENVIRONMENT] ?? {};
  // What an environment does not inherit must not come in from above, and paths must mean the same from elsewhere.
  const { services: _s, d1_databases: _d, r2_buckets: _r, vars: _v, ...inherited } = top;
  const flat = { ...inherited, ...own };
  const folder = join(config, '..');
  if (flat.main) flat.main = resolve(folder, flat.main);
  if (flat.assets?.directory) flat.assets = { ...flat.assets, directory: resolve(folder, flat.assets.directory) };
  delete flat.routes;
  const out = at('.wrangler', 'first-deploy', `${worker}.json`);
  mkdirSync(join(out, '..'), { recursive: true });
  writeFileSync(out, JSON.stringify({ ...flat, workers_dev: false }, null, 2));
  return out;
}

/** Writes the id of a database where its name stands in a production environment. The id is no secret: commit it. */
export function writeDatabaseId(configs: string[], database: string, id: string) {
  const entry = new RegExp(`(database_name = "${database}"\\ndatabase_id = )"[^"]*"`);
  for (const path of configs) {
    const text = readFileSync(path, 'utf8');
    if (!entry.test(text)) continue;
    const written = text.replace(entry, `$1"${id}"`);
    if (written !== text) writeFileSync(path, written);
    return;
  }
  throw userError(`no wrangler.toml names the database ${database} (looked at ${configs.map(shown).join(', ')}).`);
}
