// What is kept of a built Worker: where its bundle is, and what it is given when it runs.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { at } from '../node/layout.mjs';

/** The part of Miniflare's options that is looked at here; all the rest is handed on as wrangler made it. */
export interface WorkerOptions {
  compatibilityDate: string;
  compatibilityFlags: string[];
  serviceBindings: Record<string, { name: string; entrypoint?: string }>;
  assets?: { directory: string };
}

export interface BuiltWorker {
  name: string;
  /** Folder of its wrangler.toml, relative to the project. */
  source: string;
  /** Its `[vars]`. Secrets are not among them. */
  vars: Record<string, unknown>;
  /** Its bindings and dates, as Miniflare wants them. */
  options: WorkerOptions;
  /** The files that went into its bundle, relative to the project. */
  inputs: string[];
}

export const readBuilt = (build: string): BuiltWorker[] =>
  JSON.parse(readFileSync(join(build, 'workers.json'), 'utf8')) as BuiltWorker[];

/** The vars of a Worker with the secrets of today: a `.dev.vars` may change without a new build. */
export function varsOf({ source, vars }: BuiltWorker): Record<string, unknown> {
  const file = at(source, '.dev.vars');
  return { ...vars, ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}) };
}

export type ModuleType = 'ESModule' | 'CompiledWasm' | 'Data';
const TYPES: Record<string, ModuleType> = { '.wasm': 'CompiledWasm', '.bin': 'Data' };

/** The modules of a built Worker, its entry first. */
export const modulesOf = (folder: string): { type: ModuleType; path: string }[] =>
  ['index.js', ...readdirSync(folder).filter((file) => file !== 'index.js' && !file.endsWith('.map'))].map(
    (file) => ({
      type: TYPES[file.slice(file.lastIndexOf('.'))] ?? 'ESModule',
      path: join(folder, file),
    }),
  );
