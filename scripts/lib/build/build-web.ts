// Builds the web UI when its sources have changed since the last build.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { fingerprint, isStamped, setStamp } from './fingerprint.ts';
import { at, quietEnv, ROOT } from '../node/layout.mjs';
import { userError } from '../node/user-error.mjs';

const SOURCES = [
  'web/index.html',
  'web/*.{ts,json}',
  'web/{src,public}/**/*',
  'shared/**/*.{ts,json}',
  'package-lock.json',
];

/** @throws UserError when the build fails */
export function buildWeb() {
  const stamp = at('node_modules', '.cache', 'mediahub', 'web.sha256');
  const print = fingerprint(SOURCES);
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
