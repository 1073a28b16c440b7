// Runs one of the project's tools.
import { spawn } from 'node:child_process';
import { BIN, ROOT, toolEnv } from '../node/layout.mjs';

/**
 * Runs a tool with its output shown, and answers its exit code.
 * @param name a command in node_modules/.bin
 * @param env in addition
 */
export const runTool = (name: string, args: string[], env: Record<string, string> = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(`${BIN}/${name}`, args, { cwd: ROOT, env: { ...toolEnv(), ...env }, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });

/** The same with its output kept, for tools that have something to say only when they fail. */
export const runQuietly = (
  name: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(`${BIN}/${name}`, args, {
      cwd: ROOT,
      env: { ...toolEnv(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });

/** Runs a tool and passes `input` on its standard input, so that no secret appears on a command line. */
export const runWithInput = (name: string, args: string[], input: string): Promise<number> =>
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
