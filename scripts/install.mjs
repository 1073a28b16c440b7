// Installs the libraries when they are missing or not those of the lockfile. npm keeps in node_modules what it
// installed; that record is compared with the lockfile, so an `npm ci` by hand counts too.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { at, BIN, ROOT } from './layout.mjs';
import { refusal } from './refusal.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} Locked */

/**
 * @param {string} file
 * @returns {Record<string, Locked>}
 */
const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/** Whether node_modules holds what the lockfile says. Packages for other platforms may be absent. */
export function isInstalled() {
  const record = at('node_modules', '.package-lock.json');
  if (!existsSync(record) || !existsSync(at('node_modules', '.bin', 'node'))) return false;
  const wanted = packagesOf(at('package-lock.json'));
  const present = packagesOf(record);
  const fits = (/** @type {Locked} */ a, /** @type {Locked | undefined} */ b) =>
    b ? a.version === b.version && a.integrity === b.integrity : a.optional === true;
  return (
    Object.entries(wanted).every(([path, locked]) => path === '' || fits(locked, present[path])) &&
    Object.keys(present).every((path) => path in wanted)
  );
}

/** The PATH without our own node_modules: npm must not run under the Node that it is about to replace. */
const outsidePath = () =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== BIN)
    .join(delimiter);

const UNREACHABLE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|FETCH_ERROR|network/;

/** @throws Refusal when the libraries cannot be installed */
export function install() {
  if (isInstalled()) return;
  console.log('Installing the libraries (npm ci) …');
  const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  const patience = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  const npm = spawnSync('npm', ['ci', ...flags, ...patience], {
    cwd: ROOT,
    env: { ...process.env, PATH: outsidePath() },
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (npm.status === 0 && isInstalled()) return;
  if (npm.error) throw refusal(`npm cannot be run (${npm.error.message}). It comes with Node.`);
  const said = npm.stderr.trim().split('\n').slice(-15).join('\n');
  throw refusal(
    UNREACHABLE.test(said)
      ? `the npm registry cannot be reached, so the libraries cannot be installed. Check the network and try again.\n${said}`
      : `npm ci has failed.\n${said}`,
  );
}
