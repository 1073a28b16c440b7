// All Workers from their own wrangler files in one workerd, and bench/worker beside them, which calls them over bindings:
// no development proxy and no Node is part of what is measured.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { createTestHarness } from 'wrangler';
import { at, ROOT, WORKER_FOLDERS } from '../scripts/lib/node/layout.mjs';
import { residentBelow } from '../workers/system-tests/processes.ts';
import type { Measured } from './figures.ts';

/** Runs a benchmark of bench/worker. */
export type Run = <Answer = Measured>(what: string, parameters?: Record<string, number>) => Promise<Answer>;

/** Resident memory of workerd, in MB. */
export type Memory = () => number;

const key = () => `bench:${randomBytes(32).toString('base64url')}`;

export async function inWorkerd(work: (run: Run, memory: Memory) => Promise<void>): Promise<void> {
  // The gateway names the folder of the UI, built or not.
  mkdirSync(at('web', 'dist'), { recursive: true });
  const secrets = { FORWARD_KEYS: key(), CLIENT_KEYS: key(), DEV_LOGIN: 'on' };
  const folders = [...WORKER_FOLDERS, at('bench', 'worker')];
  const server = createTestHarness({
    root: ROOT,
    workers: folders.map((folder) => ({ configPath: relative(ROOT, `${folder}/wrangler.toml`), secrets })),
  });
  await server.listen();
  try {
    for (const folder of folders) {
      const name = folder === ROOT ? 'gateway' : basename(folder);
      if (name !== 'worker')
        await server
          .getWorker(name)
          .applyD1Migrations('DB')
          .catch(() => undefined);
    }
    const bench = server.getWorker('bench');
    const run: Run = async (what, parameters = {}) => {
      const query = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
      const answer = await bench.fetch(`http://bench/${what}?${query.toString()}`);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${what}: ${answer.status} ${text}`);
      return JSON.parse(text) as never;
    };
    await work(run, () => residentBelow(process.pid));
  } finally {
    await server.close();
  }
}
