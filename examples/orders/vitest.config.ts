// The tests of the shop inside workerd: real Durable Objects, real D1.
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { join } from 'node:path';
import { defineProject } from 'vitest/config';
import { AT_A_TIME } from '../../shared/engine/testing/at-a-time.ts';
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';

const here = import.meta.dirname;

export default defineProject({
  plugins: [
    cloudflareTest(async () => ({
      main: join(here, 'src/index.ts'),
      wrangler: { configPath: join(here, 'wrangler.toml') },
      miniflare: { bindings: { MIGRATIONS: await readD1Migrations(join(here, 'migrations')) } },
    })),
  ],
  test: {
    name: 'orders',
    include: ['test/**/*.workerd.test.ts'],
    isolate: false,
    maxWorkers: AT_A_TIME,
    testTimeout: timeLimit(10_000),
    hookTimeout: timeLimit(10_000),
  },
});
