// Builds the web UI when its sources have changed since the last build.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { fingerprint, isStamped, setStamp } from './fingerprint.ts';
import { kept } from './build-cache.ts';
import { at, quietEnv, ROOT } from '../node/layout.mjs';
import { userError } from '../node/user-error.mjs';

const SOURCES = [
  'web/index.html',
  'web/*.{ts,json}',
  'web/{src,public}/**/*',
  'shared/**/*.{ts,json}',
  'package-lock.json',
];

/**
 * Leaves it in web/dist, for those who serve or deploy that.
 * @returns where a copy is kept: Workers know the names of its files from their start on
 * @throws UserError when the build fails
 */
export function buildWeb(): string {
  const print = fingerprint(SOURCES);
  ensureDist(print);
  return kept(at('.wrangler', 'web'), print, (folder) => cpSync(at('web', 'dist'), folder, { recursive: true }));
}

function ensureDist(print: string): void {
  const stamp = at('node_modules', '.cache', 'mediahub', 'web.sha256');
  if (existsSync(at('web', 'dist', 'index.html')) && isStamped(stamp, print)) return;
  console.log('Building the web UI …');
  const build = spawnSync('npm', ['run', '--silent', 'build:web'], {
    cwd: ROOT,
    env: quietEnv(),
    encoding: 'utf8',
  });
  if (build.status !== 0) throw userError(`the web UI cannot be built.\n${build.stdout}${build.stderr}`);
  setStamp(stamp, print);
}

/** The folder that the gateway's configuration names must exist, even for those who need no UI. */
export const ensureWebFolder = () => mkdirSync(at('web', 'dist'), { recursive: true });
