// A Worker without bindings in a workerd of its own: no Miniflare, a configuration of some lines. It listens on a port that
// the system chooses and that workerd reports over its control pipe.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { modulesOf, type BuiltWorker, type ModuleType } from '../build/built-worker.ts';

/** The workerd that Miniflare runs, and no second one. */
const fromMiniflare = createRequire(createRequire(import.meta.url).resolve('miniflare'));
const workerdBinary = (): string => (fromMiniflare('workerd') as { default: string }).default;

const FIELD: Record<ModuleType, string> = { ESModule: 'esModule', CompiledWasm: 'wasm', Data: 'data' };
const quoted = (text: string): string => JSON.stringify(text);

/** The socket of an entrypoint is the socket of its name. */
function configOf(worker: BuiltWorker, bundle: string, folder: string, entrypoints: string[]): string {
  const { compatibilityDate, compatibilityFlags } = worker.options;
  const modules = modulesOf(bundle).map(
    ({ type, path }) =>
      `(name = ${quoted(basename(path))}, ${FIELD[type]} = embed ${quoted(relative(folder, path))})`,
  );
  const sockets = entrypoints.map((name) => {
    const entrypoint = name === 'default' ? '' : `, entrypoint = ${quoted(name)}`;
    return `(name = ${quoted(name)}, address = "127.0.0.1:0", http = (), service = (name = "worker"${entrypoint}))`;
  });
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "worker", worker = .worker)], sockets = [${sockets.join(', ')}]);
const worker :Workerd.Worker = (
  compatibilityDate = ${quoted(compatibilityDate)},
  compatibilityFlags = [${compatibilityFlags.map(quoted).join(', ')}],
  modules = [${modules.join(',\n    ')}],
);
`;
}

export interface PlainWorkerd {
  process: ChildProcess;
  /** Port of each entrypoint, once all of them listen; rejects when it ends before. */
  ports: Promise<Map<string, number>>;
}

/** @param say what it writes, line by line */
export function startPlainWorkerd(
  worker: BuiltWorker,
  bundle: string,
  entrypoints: string[],
  say: (line: string) => void,
): PlainWorkerd {
  const folder = mkdtempSync(join(tmpdir(), `mediahub-${worker.name}-`));
  const file = join(folder, 'config.capnp');
  writeFileSync(file, configOf(worker, bundle, folder, entrypoints));
  const child = spawn(workerdBinary(), ['serve', '--experimental', '--control-fd=3', file], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, TZ: 'UTC' },
  });
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream as Readable }).on('line', say);

  const ports = new Promise<Map<string, number>>((resolve, reject) => {
    const found = new Map<string, number>();
    createInterface({ input: child.stdio[3] as Readable }).on('line', (line) => {
      const { event, socket, port } = JSON.parse(line) as { event: string; socket: string; port: number };
      if (event === 'listen') found.set(socket, port);
      if (entrypoints.every((name) => found.has(name))) resolve(found);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`workerd ended with ${signal ?? code}`)));
  });
  child.once('close', () => rmSync(folder, { recursive: true, force: true }));
  return { process: child, ports };
}
