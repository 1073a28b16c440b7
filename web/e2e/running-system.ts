// Starts the whole system, with stand-ins for the login providers, once for all browser tests, on a port and a state folder of its own, and stops it after them.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { freePort } from '../../scripts/lib/process/port.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the running system. */
    url: string;
  }
}

const ROOT = join(import.meta.dirname, '..', '..');
const PICTURES = join(import.meta.dirname, 'screenshots');
const READY_MS = 180_000;
const STOP_MS = 15_000;

export default async function start(project: TestProject): Promise<() => Promise<void>> {
  const port = process.env['E2E_PORT'] ?? String(await freePort());
  const state = await mkdtemp(join(tmpdir(), 'mediahub-e2e-'));
  const system = spawn(process.execPath, ['scripts/start-oauth-demo.mjs'], {
    cwd: ROOT,
    env: { ...process.env, PORT: port, MEDIAHUB_STATE: state },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await mkdir(PICTURES, { recursive: true });
  const log = createWriteStream(join(PICTURES, 'system.log'));
  system.stdout.pipe(log);
  system.stderr.pipe(log);
  const stop = async () => {
    await stopped(system);
    await rm(state, { recursive: true, force: true });
  };
  try {
    await ready(system);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('url', `http://localhost:${port}`);
  return stop;
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
