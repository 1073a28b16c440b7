// A tool in the foreground, in a process group of its own: what it says is shown, and it ends with us, however we end.
import { spawn } from 'node:child_process';
import { at, BIN, ROOT, toolEnv } from '../node/layout.mjs';

/**
 * Runs a tool until it ends or is to be stopped. Should it end by itself, everything is stopped.
 * @param name a command in node_modules/.bin
 * @param env in addition
 * @returns when its whole process group has ended
 */
export function runInGroup(
  name: string,
  args: string[],
  env: Record<string, string>,
  stopping: AbortController,
): Promise<void> {
  const tool = spawn(
    process.execPath,
    [at('scripts', 'lib', 'process', 'group-leader.ts'), `${BIN}/${name}`, ...args],
    {
      cwd: ROOT,
      detached: true,
      stdio: ['pipe', 'inherit', 'inherit'],
      env: { ...toolEnv(), ...env },
    },
  );
  stopping.signal.addEventListener('abort', () => tool.stdin.destroy());
  return new Promise((resolve) => {
    tool.on('close', () => {
      stopping.abort();
      resolve();
    });
  });
}
