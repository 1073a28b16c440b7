// Tests of album inside workerd: real D1 with the real migrations. The bindings to the eventstore Worker lead to
// stand-ins in test/worker.ts, which live in the same isolate as the tests ("album" is this Worker itself).
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { join } from 'node:path';
import { defineProject } from 'vitest/config';
import { testKey } from '../../shared/http/testing/test-key.ts';
import { inWorkerd } from '../../shared/mediahub/testing/in-workerd.ts';

const here = import.meta.dirname;
const own = (entrypoint: string) => ({ name: 'album', entrypoint });

export default defineProject({
  plugins: [
    cloudflareTest(async () => ({
      main: join(here, 'test/worker.ts'),
      wrangler: { configPath: join(here, 'wrangler.toml') },
      miniflare: {
        bindings: {
          FORWARD_KEYS: testKey(),
          MIGRATIONS: await readD1Migrations(join(here, '../../migrations/album')),
        },
        serviceBindings: {
          EVENTS: own('TestEventStore'),
          READER: own('TestEventStore'),
          SUBSCRIPTIONS: own('TestSubscriptions'),
        },
      },
    })),
  ],
  test: { ...inWorkerd('album'), setupFiles: ['./test/fresh.ts'] },
});
