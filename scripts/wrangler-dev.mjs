// Every Worker in one `wrangler dev`: one workerd, one state folder, only the gateway exposed.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { at, BIN, quietEnv, ROOT, WORKER_FOLDERS } from './layout.mjs';

/** The watcher asks for health every second: those lines say nothing. */
const NOISE = /GET \/health /;

/** Only for the log file: empty lines, and clients that went away in the middle of a request. */
const NOT_FOR_THE_CONSOLE = /^\s*$|Error inside ProxyWorker/;

/**
 * @typedef {object} Running
 * @property {() => boolean} hasEnded
 * @property {() => Promise<void>} stop ends the whole process group and waits until it is gone
 */

/** @param {number} port */
export const logFile = (port) => at('.wrangler', 'log', `mediahub-${port}.log`);

/**
 * What the leash does at its end, for the case that it was killed itself.
 * @param {number | undefined} leader
 */
function endGroup(leader) {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // The group has gone already.
  }
}

/**
 * @param {{ port: number, state: string }} options
 * @returns {Running}
 */
export function startWrangler({ port, state }) {
  mkdirSync(at('.wrangler', 'log'), { recursive: true });
  const log = createWriteStream(logFile(port), { flags: 'a' });
  const configs = WORKER_FOLDERS.flatMap((folder) => ['-c', join(folder, 'wrangler.toml')]);
  const flags = [
    `--persist-to=${state}`,
    `--port=${port}`,
    '--ip=127.0.0.1',
    '--inspector-port=0',
    '--show-interactive-dev-session=false',
  ];
  const child = spawn(
    process.execPath,
    [at('scripts', 'leash.mjs'), join(BIN, 'wrangler'), 'dev', ...configs, ...flags],
    {
      cwd: ROOT,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      // A registry of its own: Workers of another clone have the same names.
      env: { ...quietEnv(), WRANGLER_REGISTRY_PATH: join(state, 'registry') },
    },
  );
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!NOISE.test(line)) log.write(`${line}\n`);
  });
  createInterface({ input: child.stderr }).on('line', (coloured) => {
    const line = stripVTControlCharacters(coloured);
    log.write(`${line}\n`);
    if (!NOT_FOR_THE_CONSOLE.test(line)) console.error(line);
  });

  child.on('exit', () => endGroup(child.pid));

  let ended = false;
  const end = new Promise((resolve) => {
    child.on('close', () => {
      ended = true;
      log.end(resolve);
    });
  });
  return {
    hasEnded: () => ended,
    stop: async () => {
      child.stdin.destroy();
      await end;
    },
  };
}
