// The tools need a newer Node than a machine may have: the package `node` brings one along, the same for everyone.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { at, BIN, toolEnv } from './layout.mjs';
import { onParentExit } from './parent-exit.mjs';

/** Whether this process already runs under the project's own Node. */
export function isOwnNode() {
  const { version } = JSON.parse(readFileSync(at('node_modules', 'node', 'package.json'), 'utf8'));
  return process.versions.node === version;
}

/**
 * Runs the script again under the project's own Node and answers its exit code. Signals are passed on, and when this
 * process is killed outright, the other one sees its channel close.
 * @param {string} entry
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export function underOwnNode(entry, args) {
  const child = spawn(`${BIN}/node`, [fileURLToPath(entry), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: toolEnv(),
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  onParentExit(() => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
