// The system as a person starts it, with `npm start`, on a port and a state of its own; and how it is killed.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '#shared/testing/eventually';

const ROOT = join(import.meta.dirname, '../..');

/** How long it may take until everything answers again, in milliseconds. */
export const RECOVERY_MS = 120_000;

export interface StartedSystem {
  base: string;
  /** Waits until every Worker answers. */
  healthy(): Promise<unknown>;
  /** `kill -9` of every workerd below the start process: the Workers' and wrangler's proxy. */
  killNine(): void;
  stop(): Promise<void>;
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const workerdsBelow = (root: ChildProcess): number[] => {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row))
    .flatMap((row) => (row ? [{ pid: Number(row[1]), parent: Number(row[2]), args: row[3] ?? '' }] : []));
  const below = new Set([root.pid]);
  for (let before = 0; before !== below.size; ) {
    before = below.size;
    for (const { pid, parent } of rows) if (below.has(parent)) below.add(pid);
  }
  return rows.filter(({ pid, args }) => below.has(pid) && /workerd\S* serve/.test(args)).map(({ pid }) => pid);
};

export async function startSystem(): Promise<StartedSystem> {
  const state = mkdtempSync(join(tmpdir(), 'mediahub-kill-'));
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const start = () =>
    spawn(process.execPath, ['scripts/start.mjs'], {
      cwd: ROOT,
      env: { ...process.env, PORT: String(port), MEDIAHUB_STATE: state },
      stdio: 'ignore',
    });
  let child = start();
  const healthy = () =>
    eventually(async () => {
      // Killed too often in a row it gives up, as it should: a person starts it again.
      if (child.exitCode !== null) child = start();
      const answer = await fetch(`${base}/health`, { signal: AbortSignal.timeout(2_000) });
      return answer.ok || undefined;
    }, RECOVERY_MS);
  await healthy();
  return {
    base,
    healthy,
    killNine() {
      const pids = workerdsBelow(child);
      if (pids.length === 0) throw new Error('nothing to kill');
      for (const pid of pids) process.kill(pid, 'SIGKILL');
    },
    async stop() {
      if (child.exitCode === null) {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await gone;
      }
      rmSync(state, { recursive: true, force: true });
    },
  };
}
