// The bundles of all Workers, made when what they are made from has changed and kept under its fingerprint: a running
// system, which reads the thumbnailer's again at each of its starts, never has them changed under it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.ts';
import { at, quietEnv, ROOT } from '../node/layout.mjs';
import { userError } from '../node/user-error.mjs';

const SOURCES = [
  'wrangler.toml',
  'workers/*/wrangler.toml',
  'workers/*/src/**/*.{ts,tsx,js,json}',
  'shared/**/*.ts',
  'scripts/lib/build/*.ts',
  'package-lock.json',
  'tsconfig*.json',
];
/** Of this many the newest stay: branches are switched back, and other systems may run from this clone. */
const KEPT = 4;

const BUILDS = at('.wrangler', 'build');

function removeOld(): void {
  const byAge = readdirSync(BUILDS)
    .map((name) => ({ name, used: statSync(join(BUILDS, name)).mtimeMs }))
    .toSorted((a, b) => b.used - a.used);
  for (const { name } of byAge.slice(KEPT)) rmSync(join(BUILDS, name), { recursive: true, force: true });
}

/**
 * @returns the folder of today's bundles
 * @throws UserError when a Worker cannot be bundled
 */
export function ensureBundles(): string {
  const build = join(BUILDS, fingerprint(SOURCES).slice(0, 16));
  if (existsSync(build)) {
    utimesSync(build, new Date(), new Date());
    return build;
  }
  console.log('Building the Workers …');
  const own = `${build}.${process.pid}`;
  mkdirSync(own, { recursive: true });
  // In a process of its own: esbuild and wrangler's configuration reader would stay in this one's memory.
  const made = spawnSync(process.execPath, [at('scripts', 'lib', 'build', 'bundle-workers.ts'), own], {
    cwd: ROOT,
    env: quietEnv(),
    encoding: 'utf8',
  });
  if (made.status !== 0) {
    rmSync(own, { recursive: true, force: true });
    throw userError(`the Workers cannot be bundled.\n${made.stdout}${made.stderr}`);
  }
  try {
    renameSync(own, build);
  } catch (error) {
    // Another start has made the same build in the meantime.
    if (!existsSync(build)) throw error;
    rmSync(own, { recursive: true, force: true });
  }
  removeOld();
  return build;
}
