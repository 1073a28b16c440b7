// One MediaHub per state folder: two workerds on the same databases would corrupt them. The claim is a file with the
// process id; one whose process is gone counts for nothing.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shown } from './layout.mjs';
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

/**
 * @param {string} state
 * @throws Refusal when MediaHub runs on this state
 */
export function requireUnclaimed(state) {
  const file = claimFile(state);
  if (!existsSync(file)) return;
  const { pid, port } = JSON.parse(readFileSync(file, 'utf8'));
  if (pid !== process.pid && isAlive(pid))
    throw refusal(
      `it already runs on this state at http://localhost:${port} (process ${pid}). Stop that first.\n` +
        `If that is not so, delete ${shown(file)}.`,
    );
}

/**
 * Claims the state for this process, until it exits.
 * @param {string} state
 * @param {number} port
 * @throws Refusal when MediaHub runs on this state
 */
export function claim(state, port) {
  requireUnclaimed(state);
  mkdirSync(state, { recursive: true });
  writeFileSync(claimFile(state), JSON.stringify({ pid: process.pid, port }));
  process.on('exit', () => rmSync(claimFile(state), { force: true }));
}
