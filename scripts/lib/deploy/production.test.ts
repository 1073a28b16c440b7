// What production is made of, read back by wrangler: everything that the Worker has here, under other names.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { unstable_readConfig, type Unstable_Config } from 'wrangler';
import { shown, WORKER_FOLDERS } from '../node/layout.mjs';
import { readProduction, writeDatabaseId, writeProduction } from './production.ts';

const PREFIX = 'mediahub-';
const folders = WORKER_FOLDERS.map((folder): [string, string] => [shown(folder), folder]);
const read = (config: string) => unstable_readConfig({ config }, { hideWarnings: true });
const hereIn = (folder: string) => read(join(folder, 'wrangler.toml'));

const bindings = ({
  services = [],
  d1_databases,
  r2_buckets,
  durable_objects,
  vars,
  exports,
  configPath = '',
}: Unstable_Config) => ({
  services: services.map(({ binding, service, entrypoint, props }) => ({ binding, service, entrypoint, props })),
  databases: d1_databases.map(({ binding, database_name, migrations_dir }) => ({
    binding,
    database_name,
    migrations_dir: resolve(dirname(configPath), String(migrations_dir)),
  })),
  buckets: r2_buckets.map(({ binding, bucket_name }) => ({ binding, bucket_name })),
  objects: durable_objects.bindings.map(({ name, class_name }) => ({ name, class_name })),
  vars: Object.keys(vars),
  exports,
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
  exports: Object.fromEntries(Object.entries(here.exports).filter(([name]) => name !== FAULTS.class)),
  databases: here.databases.map((entry) => ({ ...entry, database_name: PREFIX + entry.database_name })),
  buckets: here.buckets.map((entry) => ({ ...entry, bucket_name: PREFIX + entry.bucket_name })),
});

test.each(folders)('%s has in production what it has here', async (_shown, folder) => {
  const here = hereIn(folder);
  const there = read((await writeProduction(folder)).config);
  expect(there.name).toBe(PREFIX + here.name);
  const hasFaults = FAULTS.workers.includes(String(here.name));
  expect(bindings(there)).toEqual(expected(bindings(here), hasFaults));
  expect(here.main?.endsWith('src/development.ts') ?? false).toBe(hasFaults);
  if (hasFaults) expect(there.main).toMatch(/src.index\.ts$/);
  else expect(there.main).toBe(here.main);
  expect(there.assets?.directory).toBe(here.assets?.directory);
  expect(there.compatibility_flags).toEqual(here.compatibility_flags);
  expect(there.placement).toEqual(here.placement);
  expect(there.upload_source_maps).toBe(true);
  expect(there.observability).toEqual({
    enabled: true,
    head_sampling_rate: 1,
    redact_query_string: true,
    traces: { enabled: true },
  });
});

test.each(folders)('the dev login of %s is off, here and in production', async (_shown, folder) => {
  const there = read((await writeProduction(folder)).config);
  for (const { vars } of [hereIn(folder), there]) expect(vars['DEV_LOGIN'] ?? 'off').toBe('off');
});

test.each(folders)('the first version of %s has all but the bindings to others', async (_shown, folder) => {
  const written = await writeProduction(folder);
  const [whole, first] = [read(written.config), read(written.first)];
  expect(bindings(first)).toEqual({ ...bindings(whole), services: [] });
  expect(first.name).toBe(whole.name);
  expect(first.workers_dev).toBe(false);
});

test('only the gateway has an address', async () => {
  for (const [, folder] of folders) {
    const { name, workers_dev, routes } = read((await writeProduction(folder)).config);
    expect([name, workers_dev, routes]).toEqual([name, name === 'mediahub-gateway', undefined]);
  }
});

test('an override is for a Worker that exists, and a variable that it has', () => {
  const known = new Map(folders.map(([, folder]) => [hereIn(folder).name, hereIn(folder)]));
  for (const [name, { vars = {} } = {}] of Object.entries(readProduction().workers))
    expect(Object.keys(known.get(name)?.vars ?? {})).toEqual(expect.arrayContaining(Object.keys(vars)));
});

test('the id of a database is noted beside the others, and goes into the configuration', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'mediahub-production-')), 'production.json');
  writeFileSync(file, JSON.stringify(readProduction()));
  writeDatabaseId('mediahub-album', 'an-id', file);
  const production = JSON.parse(readFileSync(file, 'utf8')) as ReturnType<typeof readProduction>;
  const album = folders.find(([, folder]) => folder.endsWith('album'))?.[1] ?? '';
  const { config } = await writeProduction(album, production);
  expect(read(config).d1_databases[0]).toMatchObject({ database_name: 'mediahub-album', database_id: 'an-id' });
  await writeProduction(album);
});
