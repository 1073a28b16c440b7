// Tests of the event store inside workerd: real Durable Objects, real D1, and consumers that can be made to fail: a real
// read model in test/read-model.ts ("eventstore" is this Worker itself), the others stand-ins.
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { join } from 'node:path';
import { defineProject } from 'vitest/config';
import { propertyEnv } from '../../shared/engine/testing/property-env.ts';
import { SUBSCRIPTIONS } from '../../shared/mediahub/subscriptions.ts';
import { inWorkerd } from '../../shared/mediahub/testing/in-workerd.ts';

const here = import.meta.dirname;

const consumer = (name: string) => ({ name: 'consumers', entrypoint: 'Consumer', props: { name } });

export default defineProject({
  plugins: [
    cloudflareTest(async () => ({
      main: join(here, 'test/worker.ts'),
      wrangler: { configPath: join(here, 'wrangler.toml') },
      miniflare: {
        bindings: {
          DEV_LOGIN: 'on',
          FORWARD_KEYS: 'unused:unused',
          TRIALS: propertyEnv(),
          /** How much of the lengths in growth.workerd.test.ts. */
          GROWTH: process.env['GROWTH'] ?? '1',
          MIGRATIONS: await readD1Migrations(join(here, '../../migrations/eventstore')),
        },
        d1Databases: ['READ_MODEL'],
        serviceBindings: {
          ...Object.fromEntries(SUBSCRIPTIONS.map((name) => [name.toUpperCase(), consumer(name)])),
          NOTIFICATION: { name: 'eventstore', entrypoint: 'ReadModel' },
          BROWSERS: { name: 'consumers', entrypoint: 'Browsers' },
          CONTROL: { name: 'consumers', entrypoint: 'Control' },
        },
        workers: [
          {
            name: 'consumers',
            compatibilityDate: '2026-10-01',
            modules: true,
            scriptPath: join(here, 'test/consumers.js'),
            modulesRoot: here,
          },
        ],
      },
    })),
  ],
  test: { ...inWorkerd('eventstore', 30_000), setupFiles: ['./test/migrations.ts'] },
});
