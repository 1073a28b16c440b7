// Installs the libraries when they are missing or stale. npm leaves out binaries whose `engines` do not fit the Node
// that it runs under, so an older Node first fetches the project's own one and lets npm run under that.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { BIN, ROOT } from './layout.mjs';
import { isInstalled, ownNodeVersion } from './lockfile.mjs';
import { takeTurn } from './start-lock.mjs';
import { userError } from './user-error.mjs';

const FLAGS = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
const PATIENCE = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
const UNREACHABLE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|EIDLETIMEOUT/;

/** The PATH without our own node_modules: npm must not run under the Node that it is about to replace. */
const outside = () => (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== BIN);

/**
 * The script that npm is, so that it can be run by a Node of our choice; undefined when it is none.
 * @param {string[]} path
 */
function npmScript(path) {
  const found = path.map((folder) => join(folder, 'npm')).find((file) => existsSync(file));
  const script = process.env['npm_execpath'] ?? (found && realpathSync(found));
  return script?.endsWith('npm-cli.js') ? script : undefined;
}

/**
 * @param {string[]} args
 * @param {string[]} path the first `node` on it runs npm
 * @throws UserError when npm fails
 */
function npm(args, path) {
  const script = npmScript(path);
  const env = { ...process.env, PATH: path.join(delimiter) };
  const ran = spawnSync(script ? 'node' : 'npm', [...(script ? [script] : []), ...args, ...FLAGS, ...PATIENCE], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (ran.error) throw userError(`npm cannot be run (${ran.error.message}). It comes with Node.`);
  if (ran.status === 0) return;
  const code = UNREACHABLE.exec(ran.stderr)?.[0];
  if (code)
    throw userError(
      `the npm registry cannot be reached (${code}), so the libraries cannot be installed. Check the network and try again.`,
    );
  throw userError(`npm ${args[0]} has failed:\n${ran.stderr.trim().split('\n').slice(0, 12).join('\n')}`);
}

const isRecent = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 13) || (major === 20 && minor >= 19);
};

/**
 * One at a time: `npm ci` begins by deleting what another one is writing.
 * @throws UserError when the libraries cannot be installed
 */
export async function install() {
  if (isInstalled()) return;
  const release = await takeTurn('install');
  try {
    // The previous holder of the lock may have installed them.
    if (!isInstalled()) installAll();
  } finally {
    release();
  }
}

function installAll() {
  console.log('Installing the libraries (npm ci) …');
  const path = outside();
  if (isRecent()) npm(['ci'], path);
  else {
    const folder = mkdtempSync(join(tmpdir(), 'mediahub-node-'));
    try {
      npm(['install', '--no-save', '--prefix', folder, `node@${ownNodeVersion()}`], path);
      npm(['ci'], [join(folder, 'node_modules', '.bin'), ...path]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  if (!isInstalled())
    throw userError('npm ci has left out libraries that this machine needs. Try again with a newer Node.');
}
