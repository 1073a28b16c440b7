// One MediaHub per state folder: two workerds on the same databases would corrupt them. The claim is a file with the
// process, and with the group of what that has started. One whose process is gone counts for nothing, but what is left of
// its group, if it was killed together with everything that would have ended it, still writes and is ended first.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, shown } from '../node/layout.mjs';
import { processStartOf } from './process-start.ts';
import { endRemains } from './process-group.ts';
import { userError } from '../node/user-error.mjs';

const claimFile = (state: string) => join(state, 'running.json');

export type Claim = { pid?: number; began?: string | null; port?: number; group?: number };

/** Whether the process that wrote this still runs. After a restart of the machine its number may be another one's. */
const isAlive = ({ pid, began }: Claim): boolean => {
  const now = pid === undefined ? null : processStartOf(pid);
  // Older versions wrote the number alone.
  return now !== null && (began === undefined || began === null || began === now);
};

/** @returns what a crash in the middle of writing has left counts for nothing, too */
function read(file: string): Claim {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/** @throws UserError when MediaHub runs on this state */
export function requireUnlocked(state: string) {
  const file = claimFile(state);
  if (!existsSync(file)) return;
  const claim = read(file);
  const { pid, port } = claim;
  if (pid !== process.pid && isAlive(claim))
    throw userError(
      `it already runs on this state at http://localhost:${port} (process ${pid}). Stop that first.\n` +
        `If that is not so, delete ${shown(file)}.`,
    );
}

/** Ends what a MediaHub that was killed outright has left running on this state. */
export function endLeftovers(state: string) {
  const claim = read(claimFile(state));
  if (claim.group !== undefined && !isAlive(claim)) endRemains(claim.group, ROOT);
}

/**
 * Claims the state for this process, until it exits.
 * @returns to say in which process group the Workers run
 * @throws UserError when MediaHub runs on this state
 */
export function lockState(state: string, port: number): { grouped(group: number): void } {
  requireUnlocked(state);
  mkdirSync(state, { recursive: true });
  const write = (more: Claim) =>
    writeFileSync(
      claimFile(state),
      JSON.stringify({ pid: process.pid, began: processStartOf(process.pid), port, ...more }),
    );
  write({});
  process.on('exit', () => rmSync(claimFile(state), { force: true }));
  return { grouped: (group) => write({ group }) };
}
