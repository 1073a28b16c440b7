// An environment inherits no bindings: what is added above and forgotten below breaks in production only.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unstable_readConfig, type Unstable_Config } from 'wrangler';
import { shown, WORKER_FOLDERS } from '../node/layout.mjs';
import { firstVersion } from './config.ts';

const PREFIX = 'mediahub-';
const configs = WORKER_FOLDERS.map((folder) => join(folder, 'wrangler.toml'));
const read = (config: string, env: string) => unstable_readConfig({ config, env }, { hideWarnings: true });

const bindings = ({
  services = [],
  d1_databases,
  r2_buckets,
  durable_objects,
  vars,
  migrations,
}: Unstable_Config) => ({
  services: services.map(({ binding, service, entrypoint, props }) => ({ binding, service, entrypoint, props })),
  databases: d1_databases.map(({ binding, database_name, migrations_dir }) => ({
    binding,
    database_name,
    migrations_dir,
  })),
  buckets: r2_buckets.map(({ binding, bucket_name }) => ({ binding, bucket_name })),
  objects: durable_objects.bindings.map(({ name, class_name }) => ({ name, class_name })),
  vars: Object.keys(vars),
  migrations,
});

/** The fault switch and what leads to it: only development has them. */
const FAULTS = { binding: 'CHAOS', class: 'FaultSwitch', workers: ['eventstore', 'saga'] };

const expected = (here: ReturnType<typeof bindings>, hasFaults: boolean) => ({
  ...here,
  services: here.services
    .filter(({ binding }) => binding !== FAULTS.binding)
    .map((entry) => ({ ...entry, service: PREFIX + entry.service })),
  objects: here.objects.filter(({ name }) => name !== FAULTS.binding),
  vars: here.vars.filter((name) => !(hasFaults && name === 'DEV_LOGIN')),
  migrations: here.migrations.map(({ new_sqlite_classes = [], ...rest }) => ({
    ...rest,
    new_sqlite_classes: new_sqlite_classes.filter((name) => name !== FAULTS.class),
  })),
  databases: here.databases.map((entry) => ({ ...entry, database_name: PREFIX + entry.database_name })),
  buckets: here.buckets.map((entry) => ({ ...entry, bucket_name: PREFIX + entry.bucket_name })),
});

test.each(configs.map((config) => [shown(config), config]))(
  '%s has in production what it has here',
  (_shown, config) => {
    const [here, there] = [read(config, ''), read(config, 'production')];
    expect(there.name).toBe(PREFIX + here.name);
    const hasFaults = FAULTS.workers.includes(String(here.name));
    expect(bindings(there)).toEqual(expected(bindings(here), hasFaults));
    expect(here.main?.endsWith('src/development.ts') ?? false).toBe(hasFaults);
    if (hasFaults) expect(there.main).toMatch(/src.index\.ts$/);
    expect(there.observability?.enabled).toBe(true);
  },
);

test.each(configs.map((config) => [shown(config), config]))(
  'the dev login of %s is off, here and in production',
  (_shown, config) => {
    for (const env of ['', 'production']) expect(read(config, env).vars['DEV_LOGIN'] ?? 'off').toBe('off');
  },
);

test.each(configs.map((config) => [shown(config), config]))(
  'the first version of %s has all but the bindings to others',
  async (_shown, config) => {
    const whole = read(config, 'production');
    const first = read(await firstVersion(config, String(whole.name)), '');
    const names = ({ databases }: ReturnType<typeof bindings>) =>
      databases.map(({ database_name }) => database_name);
    expect(names(bindings(first))).toEqual(names(bindings(whole)));
    expect({ ...bindings(first), databases: [] }).toEqual({ ...bindings(whole), databases: [], services: [] });
    expect(first.name).toBe(whole.name);
    expect(first.workers_dev).toBe(false);
  },
);
