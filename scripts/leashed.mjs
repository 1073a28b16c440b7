// A tool in the foreground, on a leash: what it says is shown, and it ends with us, whatever becomes of us.
import { spawn } from 'node:child_process';
import { at, BIN, ROOT, toolEnv } from './layout.mjs';

/**
 * Runs a tool until it ends or is to be stopped. Should it end by itself, everything is stopped.
 * @param {string} name a command in node_modules/.bin
 * @param {string[]} args
 * @param {Record<string, string>} env in addition
 * @param {AbortController} stopping
 * @returns {Promise<void>} when its whole process group has ended
 */
export function leashed(name, args, env, stopping) {
  const tool = spawn(process.execPath, [at('scripts', 'leash.mjs'), `${BIN}/${name}`, ...args], {
    cwd: ROOT,
    detached: true,
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { ...toolEnv(), ...env },
  });
  stopping.signal.addEventListener('abort', () => tool.stdin.destroy());
  return new Promise((resolve) => {
    tool.on('close', () => {
      stopping.abort();
      resolve();
    });
  });
}
