// What the lockfile wants and what is there. npm keeps a record of what it installed in node_modules; comparing the two
// says whether the libraries are missing or stale, also after an `npm ci` by hand.
import { existsSync, readFileSync } from 'node:fs';
import { at } from './layout.mjs';

/**
 * @typedef {object} Locked
 * @property {string} version
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 */

/**
 * @param {string} file
 * @returns {Record<string, Locked>}
 */
const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/** The version of the package `node`, which brings the project's own Node. */
export const ownNodeVersion = () => packagesOf(at('package-lock.json'))['node_modules/node']?.version;

const ourLibc = () => {
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return report.header.glibcVersionRuntime ? 'glibc' : 'musl';
};

/**
 * Whether a package is a binary for this very machine. npm leaves out what is for others; under an old Node it leaves
 * out ours, too.
 * @param {Locked} locked
 */
const isForUs = ({ os, cpu, libc }) =>
  os !== undefined &&
  os.includes(process.platform) &&
  (cpu === undefined || cpu.includes(process.arch)) &&
  (libc === undefined || libc.includes(ourLibc()));

/** Whether node_modules holds what the lockfile says. */
export function isInstalled() {
  const record = at('node_modules', '.package-lock.json');
  if (!existsSync(record) || !existsSync(at('node_modules', '.bin', 'node'))) return false;
  const wanted = packagesOf(at('package-lock.json'));
  const present = packagesOf(record);
  return (
    Object.keys(present).every((path) => path in wanted) &&
    Object.entries(wanted).every(([path, locked]) => {
      const found = present[path];
      if (found) return found.version === locked.version && found.integrity === locked.integrity;
      return path === '' || (locked.optional === true && !isForUs(locked));
    })
  );
}
