// The configuration of each Worker in production, made from the one that it has here: another name for it and for everything
// that it is bound to, no fault switch, and what production.json says. An environment in a wrangler.toml inherits no bindings:
// written by hand, what is added above and forgotten below breaks in production only.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Unstable_RawConfig } from 'wrangler';
import { at } from '../node/layout.mjs';

/** Where production differs from the rule: database ids, which are no secret, and what each Worker has otherwise. */
export interface Production {
  /** Of the names of Workers, databases and buckets. */
  prefix: string;
  databases: Record<string, string>;
  workers: Record<string, Partial<Unstable_RawConfig> | undefined>;
}

const PRODUCTION_FILE = at('production.json');

export const readProduction = (): Production => JSON.parse(readFileSync(PRODUCTION_FILE, 'utf8')) as Production;

/** Until a database has been made, it has this id. */
const NO_DATABASE = '00000000-0000-0000-0000-000000000000';

/** The fault switch and what leads to it: production is built from the entry that has none of it. */
const FAULTS = {
  entry: /development\.ts$/,
  without: 'index.ts',
  binding: 'CHAOS',
  class: 'FaultSwitch',
  var: 'DEV_LOGIN',
};

/**
 * @param here what the Worker's wrangler.toml says
 * @param pathOf what a path in it is, seen from the file that is written
 */
function productionConfig(
  here: Unstable_RawConfig,
  { prefix, databases, workers }: Production,
  pathOf: (path: string) => string,
): Unstable_RawConfig {
  const hasFaults = FAULTS.entry.test(here.main ?? '');
  const { vars, ...own } = workers[String(here.name)] ?? {};
  const known = Object.entries({ ...here.vars, ...vars }).filter(([name]) => !(hasFaults && name === FAULTS.var));
  return {
    ...here,
    ...own,
    name: prefix + here.name,
    ...(here.main ? { main: pathOf(here.main.replace(FAULTS.entry, FAULTS.without)) } : {}),
    ...(here.assets?.directory ? { assets: { ...here.assets, directory: pathOf(here.assets.directory) } } : {}),
    ...(here.alias
      ? {
          alias: Object.fromEntries(
            Object.entries(here.alias).map(([name, path]) => [name, path.startsWith('.') ? pathOf(path) : path]),
          ),
        }
      : {}),
    vars: Object.fromEntries(known),
    services: (here.services ?? [])
      .filter(({ binding }) => binding !== FAULTS.binding)
      .map((entry) => ({ ...entry, service: prefix + entry.service })),
    d1_databases: (here.d1_databases ?? []).map((entry) => {
      const database_name = prefix + entry.database_name;
      return {
        ...entry,
        database_name,
        database_id: databases[database_name] ?? NO_DATABASE,
        migrations_dir: pathOf(entry.migrations_dir ?? 'migrations'),
      };
    }),
    r2_buckets: (here.r2_buckets ?? []).map((entry) => ({ ...entry, bucket_name: prefix + entry.bucket_name })),
    durable_objects: {
      bindings: (here.durable_objects?.bindings ?? []).filter(({ name }) => name !== FAULTS.binding),
    },
    exports: Object.fromEntries(Object.entries(here.exports ?? {}).filter(([name]) => name !== FAULTS.class)),
    observability: { ...here.observability, head_sampling_rate: 1 },
  };
}

export interface Written {
  /** Its name in production. */
  name: string;
  config: string;
  /** Its first version: the same without bindings to other Workers, and without an address. */
  first: string;
  databases: string[];
  buckets: string[];
}

/** Writes both configurations of a Worker into the build folder. */
export async function writeProduction(folder: string, production = readProduction()): Promise<Written> {
  const { experimental_readRawConfig } = await import('wrangler');
  const { rawConfig } = experimental_readRawConfig({ config: join(folder, 'wrangler.toml') });
  const out = at('.wrangler', 'production');
  const write = (file: string, config: Unstable_RawConfig) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(config, null, 2)}\n`);
    return file;
  };
  const name = production.prefix + String(rawConfig.name);
  const pathOf = (path: string) => relative(out, resolve(folder, path));
  const whole = productionConfig(rawConfig, production, pathOf);
  const { services: _services, routes: _routes, ...first } = whole;
  return {
    name,
    config: write(join(out, `${name}.json`), whole),
    first: write(join(out, `${name}.first.json`), { ...first, workers_dev: false }),
    databases: (whole.d1_databases ?? []).map(({ database_name }) => String(database_name)),
    buckets: (whole.r2_buckets ?? []).map(({ bucket_name }) => String(bucket_name)),
  };
}

/** Notes the id of a database. It is no secret: commit it. */
export function writeDatabaseId(database: string, id: string, file = PRODUCTION_FILE): void {
  const production = JSON.parse(readFileSync(file, 'utf8')) as Production;
  production.databases[database] = id;
  writeFileSync(file, `${JSON.stringify(production, null, 2)}\n`);
}
