// One MediaHub per state folder: two workerds on the same databases would corrupt them. The claim is a file with the
// process id, and with the group of what that has started. One whose process is gone counts for nothing, but what is left of
// its group, if it was killed together with everything that would have ended it, still writes and is ended first.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, shown } from './layout.mjs';
import { endRemains } from './lib/process/process-group.ts';
import { refusal } from './refusal.mjs';

/** @param {string} state */
const claimFile = (state) => join(state, 'running.json');

/** @param {number} pid */
const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** @typedef {{ pid?: number, port?: number, group?: number }} Claim */

/**
 * @param {string} file
 * @returns {Claim} what a crash in the middle of writing has left counts for nothing, too
 */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/**
 * @param {string} state
 * @throws Refusal when MediaHub runs on this state
 */
export function requireUnclaimed(state) {
  const file = claimFile(state);
  if (!existsSync(file)) return;
  const { pid, port } = read(file);
  if (pid !== undefined && pid !== process.pid && isAlive(pid))
    throw refusal(
      `it already runs on this state at http://localhost:${port} (process ${pid}). Stop that first.\n` +
        `If that is not so, delete ${shown(file)}.`,
    );
}

/**
 * Ends what a MediaHub that was killed outright has left running on this state.
 * @param {string} state
 */
export function endLeftovers(state) {
  const { pid, group } = read(claimFile(state));
  if (group !== undefined && (pid === undefined || !isAlive(pid))) endRemains(group, ROOT);
}

/**
 * Claims the state for this process, until it exits.
 * @param {string} state
 * @param {number} port
 * @returns {{ grouped(group: number): void }} to say in which process group the Workers run
 * @throws Refusal when MediaHub runs on this state
 */
export function claim(state, port) {
  requireUnclaimed(state);
  mkdirSync(state, { recursive: true });
  const write = (/** @type {Claim} */ more) =>
    writeFileSync(claimFile(state), JSON.stringify({ pid: process.pid, port, ...more }));
  write({});
  process.on('exit', () => rmSync(claimFile(state), { force: true }));
  return { grouped: (group) => write({ group }) };
}
