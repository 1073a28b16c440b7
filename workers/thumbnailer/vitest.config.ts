// Tests of the decoder inside workerd: the real WASM, on real pictures that the tests make themselves.
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { join } from 'node:path';
import { defineProject } from 'vitest/config';
import { inWorkerd } from '../../shared/mediahub/testing/in-workerd.ts';

export default defineProject({
  plugins: [cloudflareTest({ wrangler: { configPath: join(import.meta.dirname, 'wrangler.toml') } })],
  test: inWorkerd('thumbnailer', 40_000),
});
