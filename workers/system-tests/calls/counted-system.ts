// The system as `npm start` runs it, from its own bundles, each of them with the counting around what it exports.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptions } from 'miniflare';
import { pause } from '#shared/engine/runtime/deadline';
import { testKey } from '#shared/http/testing/test-key';
import { modulesOf, readBuilt, type BuiltWorker } from '../../../scripts/lib/build/built-worker.ts';
import { ensureBundles } from '../../../scripts/lib/build/ensure-bundles.ts';
import { at } from '../../../scripts/lib/node/layout.mjs';
import { migrate } from '../../../scripts/lib/state/migrate.ts';
import { BEGUN, COUNTED, type Said } from './counts.ts';

/** Leads to the fault switch, which production does not have (`npm run check`: dry-run deployment). */
const NOT_COUNTED = 'CHAOS';
/** Nothing is heard for so long while no invocation is under way: then it is quiet. */
const QUIET_MS = 400;
/** One that has died with its object never says that it has ended. */
const GONE_MS = 20_000;

export interface Ringing {
  ring(): Promise<void>;
  /** The sweeper's. */
  sweep(now: number): Promise<unknown>;
}

export interface CountedSystem {
  base: string;
  /** What the Workers have said so far, in order. */
  said: Said[];
  /** Waits until nothing goes on any more. */
  quiet(): Promise<void>;
  /** An object of a Worker, to ring its alarm. */
  object(worker: string, binding: string, name: string): Promise<Ringing>;
  miniflare: Miniflare;
  stop(): Promise<void>;
}

const COUNTING = (): string => {
  const { outputFiles } = buildSync({
    entryPoints: [join(import.meta.dirname, 'counting.ts')],
    bundle: true,
    format: 'esm',
    external: ['node:*'],
    write: false,
  });
  return outputFiles[0]?.text ?? '';
};

const namesOf = (bindings: unknown): string[] =>
  Object.keys(bindings ?? {}).filter((name) => name !== NOT_COUNTED);

/** A bundle ends with its exports. */
function exportsOf(code: string): string[] {
  const list = code.slice(code.lastIndexOf('\nexport {') + '\nexport {'.length);
  return list
    .slice(0, list.indexOf('}'))
    .split(',')
    .map((one) => one.trim().replace(/^.* as /, ''))
    .filter((name) => name !== '');
}

/** A module that exports the same as the bundle, counted. */
function entryOf({ name, options }: BuiltWorker, code: string): string {
  const { durableObjects, serviceBindings, r2Buckets } = options as unknown as Record<string, unknown>;
  const bindings = {
    services: namesOf(serviceBindings),
    objects: namesOf(durableObjects),
    buckets: namesOf(r2Buckets),
  };
  return [
    "import * as all from './index.js';",
    "import { counted } from './counting.js';",
    `const own = counted(${JSON.stringify(name)}, all, ${JSON.stringify(bindings)});`,
    ...exportsOf(code).map((one) =>
      one === 'default' ? 'export default own.default;' : `export const ${one} = own.${one};`,
    ),
  ].join('\n');
}

function workerOptions(worker: BuiltWorker, build: string, counting: string, vars: object): V4WorkerOptions {
  const { name, source, options } = worker;
  const folder = join(build, name);
  const modules = modulesOf(folder).map(({ type, path }) => ({ type, path, contents: readFileSync(path) }));
  const entry = entryOf(worker, modules[0]?.contents.toString('utf8') ?? '');
  const own = (file: string, contents: string) => ({
    type: 'ESModule' as const,
    path: join(folder, file),
    contents,
  });
  return {
    ...options,
    name,
    rootPath: at(source),
    compatibilityFlags: [...options.compatibilityFlags, 'nodejs_als'],
    bindings: { ...worker.vars, ...vars },
    modules: [own('counted.js', entry), own('counting.js', counting), ...modules],
    modulesRoot: folder,
    ...(options.assets ? { assets: { ...options.assets, directory: at(options.assets.directory) } } : {}),
  } as unknown as V4WorkerOptions;
}

export async function startCounted(): Promise<CountedSystem> {
  const state = mkdtempSync(join(tmpdir(), 'mediahub-counted-'));
  await migrate(state);
  const build = ensureBundles();
  const said: Said[] = [];
  let heard = performance.now();
  const underWay = new Set<string>();
  const hear = (message: string) => {
    if (message.startsWith(BEGUN)) underWay.add(message.slice(BEGUN.length));
    else if (message.startsWith(COUNTED)) {
      const one = JSON.parse(message.slice(COUNTED.length)) as Said;
      said.push(one);
      if (one.ended) underWay.delete(one.id);
    } else return;
    heard = performance.now();
  };
  const vars = { FORWARD_KEYS: testKey(), CLIENT_KEYS: testKey(), DEV_LOGIN: 'on', EXPORT_TTL_SECONDS: '3' };
  const counting = COUNTING();
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port: 0,
      cf: false,
      logRequests: false,
      log: new Log(LogLevel.ERROR),
      handleStructuredLogs: ({ message }) => hear(message),
      resourcePersistencePath: join(state, 'v3'),
      telemetry: { enabled: false },
      workers: readBuilt(build).map((worker) => workerOptions(worker, build, counting, vars)),
    }),
  );
  const url = await miniflare.ready;
  return {
    base: url.origin,
    said,
    miniflare,
    async object(worker, binding, name) {
      const namespace = await miniflare.getDurableObjectNamespace(binding, worker);
      return namespace.getByName(name) as unknown as Ringing;
    },
    async quiet() {
      heard = performance.now();
      while (performance.now() - heard < (underWay.size > 0 ? GONE_MS : QUIET_MS)) await pause(50);
      underWay.clear();
    },
    async stop() {
      await miniflare.dispose();
      rmSync(state, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
