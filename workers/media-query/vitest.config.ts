// Tests of media-query inside workerd: real D1 with the real migrations, real R2. The binding to the subscriptions
// leads to a stand-in in test/worker.ts, which lives in the same isolate as the tests.
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { join } from 'node:path';
import { defineProject } from 'vitest/config';
import { testKey } from '../../shared/http/testing/test-key.ts';
import { propertyEnv } from '../../shared/engine/testing/property-env.ts';
import { inWorkerd } from '../../shared/mediahub/testing/in-workerd.ts';

const here = import.meta.dirname;

export default defineProject({
  plugins: [
    cloudflareTest(async () => ({
      main: join(here, 'test/worker.ts'),
      wrangler: { configPath: join(here, 'wrangler.toml') },
      miniflare: {
        bindings: {
          // In there they are what `process.env` has.
          ...propertyEnv(),
          FORWARD_KEYS: testKey(),
          MIGRATIONS: await readD1Migrations(join(here, '../../migrations/media')),
        },
        serviceBindings: { SUBSCRIPTIONS: { name: 'media-query', entrypoint: 'TestSubscriptions' } },
      },
    })),
  ],
  test: { ...inWorkerd('media-query'), setupFiles: ['./test/fresh.ts'] },
});
