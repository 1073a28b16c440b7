// The floor Worker on a Miniflare of its own, reached at a direct socket; and any Worker of someone else, the same way.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';

export interface Alone {
  base: string;
  stop(): Promise<void>;
}

interface Options {
  script: string;
  durableObjects?: Record<string, { className: string; useSQLite: boolean }>;
}

/** Runs one Worker with a database `DB`, its state on disk, and asks it to make its tables. */
async function alone({ script, durableObjects }: Options): Promise<Alone> {
  const state = mkdtempSync(join(tmpdir(), 'mediahub-bench-'));
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      resourcePersistencePath: state,
      workers: [
        {
          name: 'alone',
          rootPath: dirname(script),
          modules: [{ type: 'ESModule', path: basename(script), contents: readFileSync(script, 'utf8') }],
          compatibilityDate: '2026-10-01',
          compatibilityFlags: ['nodejs_compat'],
          d1Databases: { DB: 'alone' },
          r2Buckets: { FILES: 'alone' },
          unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
          ...(durableObjects ? { durableObjects } : {}),
        },
      ],
    }),
  );
  const { origin } = await miniflare.unsafeGetDirectURL('alone');
  const answer = await fetch(`${origin}/migrate`);
  if (!answer.ok) throw new Error(`${script} /migrate: ${answer.status} ${await answer.text()}`);
  await answer.text();
  return {
    base: origin,
    async stop() {
      await miniflare.dispose();
      rmSync(state, { recursive: true, force: true });
    },
  };
}

export const startFloors = (): Promise<Alone> =>
  alone({
    script: join(import.meta.dirname, 'worker.js'),
    durableObjects: { STREAM: { className: 'BareStream', useSQLite: true } },
  });

/** `file`: a bundled Worker that answers `GET /migrate` and `GET /append?clients=&times=`. */
export const startPeerWorker = (file: string): Promise<Alone> => alone({ script: resolve(file) });
