// Starts the whole system, with stand-ins for the login providers, once for each of the files that run side by side, on a port
// and a state folder of its own, and stops it after all of them.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { freePort } from '../../scripts/lib/process/port.ts';
import { forgetStarts } from '../../scripts/lib/state/last-start.ts';
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses of the running systems. */
    urls: string[];
    /** Their state folders. */
    states: string[];
  }
}

const ROOT = join(import.meta.dirname, '..', '..');
const PICTURES = join(import.meta.dirname, 'screenshots');
const READY_MS = timeLimit(60_000);
const STOP_MS = timeLimit(5_000);

interface Running {
  url: string;
  state: string;
  stop(): Promise<void>;
}

export default async function startAll(project: TestProject): Promise<() => Promise<void>> {
  await mkdir(PICTURES, { recursive: true });
  // One after the other: the first builds what all of them run.
  const systems: Running[] = [];
  const stopAll = async () => void (await Promise.all(systems.map(({ stop }) => stop())));
  try {
    for (let n = 1; n <= project.config.maxWorkers; n++) systems.push(await start(n));
  } catch (error) {
    await stopAll();
    throw error;
  }
  project.provide(
    'urls',
    systems.map(({ url }) => url),
  );
  project.provide(
    'states',
    systems.map(({ state }) => state),
  );
  return stopAll;
}

async function start(n: number): Promise<Running> {
  const port = String(await freePort());
  const state = await mkdtemp(join(tmpdir(), 'mediahub-e2e-'));
  const system = spawn(process.execPath, ['scripts/start-oauth-demo.mjs'], {
    cwd: ROOT,
    env: { ...process.env, PORT: port, MEDIAHUB_STATE: state },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(join(PICTURES, `system-${n}.log`));
  system.stdout.pipe(log);
  system.stderr.pipe(log);
  const stop = async () => {
    await stopped(system);
    forgetStarts(state);
    await rm(state, { recursive: true, force: true, maxRetries: 10 });
  };
  try {
    await ready(system);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://localhost:${port}`, state, stop };
}

/** Resolves when it says where it runs; rejects, with all that it said, when it ends before or takes too long. */
function ready(system: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => reject(new Error(`${why}\n${said}`));
    const deadline = setTimeout(() => fail(`not ready after ${READY_MS} ms`), READY_MS);
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (!/is running at http/.test(said)) return;
      clearTimeout(deadline);
      resolve();
    };
    system.stdout?.on('data', listen);
    system.stderr?.on('data', listen);
    system.once('exit', (code) => {
      clearTimeout(deadline);
      fail(`scripts/start.mjs ended with ${code}`);
    });
  });
}

/** Ctrl-C, as a person would; only if that does not help, harder. */
async function stopped(system: ChildProcess): Promise<void> {
  if (system.exitCode !== null || system.signalCode !== null) return;
  const ended = once(system, 'exit');
  const harder = setTimeout(() => system.kill('SIGKILL'), STOP_MS);
  system.kill('SIGINT');
  await ended;
  clearTimeout(harder);
}
