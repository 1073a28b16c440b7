// Tests of the decoder inside workerd: the real WASM, on real pictures that the tests make themselves.
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { join } from 'node:path';
import { defineProject } from 'vitest/config';
import { leftOut } from '../../shared/mediahub/testing/tiers.ts';
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';

export default defineProject({
  plugins: [cloudflareTest({ wrangler: { configPath: join(import.meta.dirname, 'wrangler.toml') } })],
  test: {
    name: 'thumbnailer',
    include: ['src/**/*.workerd.test.ts'],
    exclude: leftOut(),
    isolate: false,
    testTimeout: timeLimit(40_000),
    hookTimeout: timeLimit(40_000),
  },
});
