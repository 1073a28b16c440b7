// All Workers in one Miniflare, from their bundles: no bundler, no development proxy in front of the gateway, no watcher. The
// state folder is the one of `wrangler dev --persist-to`, with the same names in it: that of old-library.test.ts was written by wrangler.
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { convertV4MiniflareOptions, Log, LogLevel, type MiniflareOptions, type V4WorkerOptions } from 'miniflare';
import { at } from '../node/layout.mjs';
import { modulesOf, readBuilt, varsOf, type BuiltWorker } from '../build/built-worker.ts';

/** A Worker that answers at once and waits for no other; only the thread that it shares with them can delay it. */
export const PULSE = 'pulse';

/** What answers for a Worker that runs elsewhere. */
export type Elsewhere = (entrypoint: string, request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface RunOptions {
  build: string;
  /** The files of the web UI; those that the configuration names when absent. */
  web?: string;
  state: string;
  port: number;
  /** For the gateway, over what its files say. */
  vars: Record<string, string>;
  /** Workers that run in a process of their own, by name. */
  elsewhere: Record<string, Elsewhere>;
  say: (line: string) => void;
  /** The Workers' process died and a new one runs. */
  restarted: () => void;
}

function workerOptions(worker: BuiltWorker, { build, web, port, vars, elsewhere }: RunOptions): V4WorkerOptions {
  const { name, source, options } = worker;
  const folder = join(build, name);
  const bindings = Object.entries(options.serviceBindings).map(([binding, to]) => {
    const other = elsewhere[to.name];
    const node = (request: IncomingMessage, response: ServerResponse) =>
      other?.(to.entrypoint ?? 'default', request, response);
    return [binding, other ? { node } : to] as const;
  });
  return {
    ...options,
    name,
    rootPath: at(source),
    bindings: { ...varsOf(worker), ...(source === '' ? vars : {}) },
    modules: modulesOf(folder).map(({ type, path }) => ({ type, path, contents: readFileSync(path) })),
    modulesRoot: folder,
    serviceBindings: Object.fromEntries(bindings),
    ...(options.assets ? { assets: { ...options.assets, directory: web ?? at(options.assets.directory) } } : {}),
    ...(source === '' ? { unsafeDirectSockets: [{ host: '127.0.0.1', port }] } : {}),
  } as V4WorkerOptions;
}

const pulse: V4WorkerOptions = {
  name: PULSE,
  compatibilityDate: '2026-10-01',
  modules: [
    {
      type: 'ESModule',
      path: 'pulse.mjs',
      contents: 'export default { fetch: () => new Response(null, { status: 204 }) };',
    },
  ],
  unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
};

/** What Miniflare has to say goes where everything goes. */
class SayingLog extends Log {
  say: (line: string) => void;
  constructor(say: (line: string) => void) {
    super(LogLevel.WARN);
    this.say = say;
  }
  protected override log(message: string): void {
    this.say(message);
  }
}

export const miniflareOptions = (run: RunOptions): MiniflareOptions =>
  convertV4MiniflareOptions({
    host: '127.0.0.1',
    // Miniflare's own entry, which is unused: people reach the gateway directly.
    port: 0,
    cf: false,
    logRequests: false,
    log: new SayingLog(run.say),
    handleStructuredLogs: ({ message }) => run.say(message),
    unsafeHandleRuntimeRestart: run.restarted,
    resourcePersistencePath: join(run.state, 'v3'),
    telemetry: { enabled: false },
    workers: [
      ...readBuilt(run.build)
        .filter(({ name }) => !(name in run.elsewhere))
        .map((worker) => workerOptions(worker, run)),
      pulse,
    ],
  });
