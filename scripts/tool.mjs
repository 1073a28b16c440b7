// Runs one of the project's tools.
import { spawn } from 'node:child_process';
import { BIN, ROOT, toolEnv } from './layout.mjs';

/**
 * Runs a tool with its output shown, and answers its exit code.
 * @param {string} name a command in node_modules/.bin
 * @param {string[]} args
 * @param {Record<string, string>} [env] in addition
 * @returns {Promise<number>}
 */
export const runTool = (name, args, env = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(`${BIN}/${name}`, args, { cwd: ROOT, env: { ...toolEnv(), ...env }, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });

/**
 * The same with its output kept, for tools that have something to say only when they fail.
 * @param {string} name
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
export const runQuietly = (name, args) =>
  new Promise((resolve, reject) => {
    const child = spawn(`${BIN}/${name}`, args, { cwd: ROOT, env: toolEnv(), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });

/**
 * Runs a tool that reads its input from us, so that a secret stands on no command line.
 * @param {string} name
 * @param {string[]} args
 * @param {string} input
 * @returns {Promise<number>}
 */
export const runWithInput = (name, args, input) =>
  new Promise((resolve, reject) => {
    const child = spawn(`${BIN}/${name}`, args, {
      cwd: ROOT,
      env: toolEnv(),
      stdio: ['pipe', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
    child.stdin.end(input);
  });
