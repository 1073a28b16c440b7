// The system as a person starts it, with `npm start`, on a port and a state of its own; and how it is killed.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '#shared/engine/testing/eventually';
import { forgetStarts } from '../../scripts/lib/state/last-start.ts';
import { timeLimit } from '#shared/engine/testing/time-limit';
import { freePort } from '../../scripts/lib/process/port.ts';
import { processesBelow, workerdsBelow, type Process } from './processes.ts';

const ROOT = join(import.meta.dirname, '../..');

/** How long it may take until everything answers again, in milliseconds. */
export const RECOVERY_MS = timeLimit(45_000);

export interface StartedSystem {
  base: string;
  port: number;
  /** What a person started; a test may end it as it likes. */
  process: ChildProcess;
  /** Everything that runs below it. */
  processes(): Process[];
  /** Waits until every Worker answers. */
  healthy(): Promise<unknown>;
  /** `kill -9` of every workerd below the start process: the Workers', and the thumbnailer's where it is awake. */
  killNine(): void;
  stop(): Promise<void>;
  /** Stops it; its state stays. */
  halt(): Promise<void>;
}

/**
 * Starts it on `state`, a folder that `stop` removes; a new library when absent.
 * @param env in addition
 */
export async function startSystem(
  state = mkdtempSync(join(tmpdir(), 'mediahub-kill-')),
  env: Record<string, string> = {},
): Promise<StartedSystem> {
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), MEDIAHUB_STATE: state, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-2_000)));
  // One that has ended by itself will not answer any more: what it said is why.
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`npm start ended (${signal ?? code}):\n${said}`)));
  });
  ended.catch(() => undefined);
  const answers = () =>
    eventually(async () => {
      const answer = await fetch(`${base}/health`, { signal: AbortSignal.timeout(timeLimit(2_000)) });
      const { status } = (await answer.json()) as { status: string };
      return (answer.ok && status !== 'busy') || undefined;
    }, RECOVERY_MS);
  const halt = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  };
  const stop = async (): Promise<void> => {
    await halt();
    forgetStarts(state);
    rmSync(state, { recursive: true, force: true, maxRetries: 10 });
  };
  const healthy = () => Promise.race([answers(), ended]);
  await healthy().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    base,
    port,
    process: child,
    processes: () => processesBelow(child.pid),
    healthy,
    killNine() {
      const workerds = workerdsBelow(child.pid);
      if (workerds.length === 0) throw new Error('nothing to kill');
      for (const { pid } of workerds) process.kill(pid, 'SIGKILL');
    },
    halt,
    stop,
  };
}
