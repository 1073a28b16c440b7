// Where things are. Loaded before the libraries are there, by any Node from 18 on.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
export const BIN = join(ROOT, 'node_modules', '.bin');

/** @param {string[]} parts */
export const at = (...parts) => join(ROOT, ...parts);

/** @param {string} path */
export const shown = (path) => relative(process.cwd(), path) || path;

/** Folders with a wrangler.toml, the exposed one (gateway) first. */
export const WORKER_FOLDERS = [
  ROOT,
  ...readdirSync(at('workers'))
    .sort()
    .map((name) => at('workers', name))
    .filter((folder) => existsSync(join(folder, 'wrangler.toml'))),
];

/** The folder of all local state: databases, files, Durable Objects. `MEDIAHUB_STATE` names another. */
export const stateFolder = () => resolve(ROOT, process.env['MEDIAHUB_STATE'] || '.wrangler/state');

/** The environment of every tool: our own Node and tools first, nothing sent anywhere. */
export const toolEnv = () => ({
  ...process.env,
  PATH: `${BIN}:${process.env['PATH'] ?? ''}`,
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_WRITE_LOGS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  // wrangler would write every call between Workers into a trace database, which grows without end.
  X_LOCAL_OBSERVABILITY: 'false',
  X_LOCAL_EXPLORER: 'false',
  // Some fifteen isolates, each with a young generation that V8 lets grow to tens of MB before it looks for garbage in it:
  // a small one keeps workerd at 600 MB where it went beyond 1 GB, at the same speed.
  MINIFLARE_WORKERD_V8_FLAGS: process.env['MINIFLARE_WORKERD_V8_FLAGS'] ?? '--max-semi-space-size=1',
});

/** The same for tools whose output is captured: no colours, no questions. */
export const quietEnv = () => ({ ...toolEnv(), CI: 'true', NO_COLOR: '1' });
