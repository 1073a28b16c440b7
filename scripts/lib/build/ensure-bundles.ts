// The bundles of all Workers, made when what they are made from has changed and kept under its fingerprint: the thumbnailer's
// is read again at each of its starts.
import { spawnSync } from 'node:child_process';
import { fingerprint } from './fingerprint.ts';
import { kept } from './build-cache.ts';
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
/**
 * @returns the folder of today's bundles
 * @throws UserError when a Worker cannot be bundled
 */
export function ensureBundles(): string {
  return kept(at('.wrangler', 'build'), fingerprint(SOURCES), (folder) => {
    console.log('Building the Workers …');
    // In a process of its own: esbuild and wrangler's configuration reader would stay in this one's memory.
    const made = spawnSync(process.execPath, [at('scripts', 'lib', 'build', 'bundle-workers.ts'), folder], {
      cwd: ROOT,
      env: quietEnv(),
      encoding: 'utf8',
    });
    if (made.status !== 0) throw userError(`the Workers cannot be bundled.\n${made.stdout}${made.stderr}`);
  });
}
