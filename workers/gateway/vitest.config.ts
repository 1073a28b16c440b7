// Tests of the gateway inside workerd: real D1 with the real migrations. The bindings to the other Workers lead to
// stand-ins in test/worker.ts, which live in the same isolate as the tests ("gateway" is this Worker itself).
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { join } from 'node:path';
import { defineProject } from 'vitest/config';
import { testKey } from '../../shared/http/testing/test-key.ts';
import { startStandIns } from '../../scripts/lib/oauth-demo/stand-ins.ts';
import { SERVICES } from './src/forwarding/routing-table.ts';
import { inWorkerd } from '../../shared/mediahub/testing/in-workerd.ts';

const here = import.meta.dirname;
const root = join(here, '../..');
const own = (entrypoint: string) => ({ name: 'gateway', entrypoint });

export default defineProject({
  plugins: [
    cloudflareTest(async () => {
      // In this process: workerd reaches them over the loopback, as it would reach the providers over the net.
      const standIns = await startStandIns('http://localhost:8080');
      return {
        main: join(here, 'test/worker.ts'),
        wrangler: { configPath: join(root, 'wrangler.toml') },
        miniflare: {
          bindings: {
            ...standIns.vars,
            OPERATORS: 'google:110000000000000000002',
            DEV_LOGIN: 'on',
            // Slow to fill up again: a slow machine must not let one more through.
            SEARCH_RATE: '3/600',
            EXPORT_RATE: '3/600',
            ALBUM_RATE: '90/10800',
            SOCKET_RATE: '3/600',
            MEDIA_QUOTA: '10/1000',
            CORS_ORIGINS: 'https://friend.example, http://localhost:5173',
            LOGIN_RATE: '80/960',
            FORWARD_KEYS: testKey(),
            CLIENT_KEYS: testKey(),
            MIGRATIONS: await readD1Migrations(join(root, 'migrations/gateway')),
          },
          serviceBindings: {
            EVENTS: own('TestEvents'),
            BROWSERS: own('TestBrowsers'),
            LIBRARY: own('TestLibrary'),
            ASSETS: own('TestAssets'),
            ...Object.fromEntries([...SERVICES, 'THUMBNAILER'].map((name) => [name, own('TestService')])),
          },
        },
      };
    }),
  ],
  test: { ...inWorkerd('gateway'), setupFiles: ['./test/migrations.ts'] },
});
