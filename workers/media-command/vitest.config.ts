// Tests of media-command inside workerd, with real R2. The bindings to the event store and the thumbnailer lead to
// stand-ins in test/worker.ts, which live in the same isolate as the tests.
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { join } from 'node:path';
import { defineProject } from 'vitest/config';
import { testKey } from '../../shared/http/testing/test-key.ts';
import { inWorkerd } from '../../shared/mediahub/testing/in-workerd.ts';

const here = import.meta.dirname;
const own = (entrypoint: string) => ({ name: 'media-command', entrypoint });

/** Its bundle: of the modules, one is for Node alone, and Vite puts a name in its place that workerd does not know. */
const mediabunny = join(here, '../../node_modules/mediabunny/dist/bundles/mediabunny.mjs');

export default defineProject({
  resolve: { alias: { mediabunny } },
  plugins: [
    cloudflareTest({
      main: join(here, 'test/worker.ts'),
      wrangler: { configPath: join(here, 'wrangler.toml') },
      miniflare: {
        bindings: { FORWARD_KEYS: testKey() },
        serviceBindings: { EVENTS: own('TestEventStore'), THUMBNAILER: own('TestThumbnailer') },
      },
    }),
  ],
  test: { ...inWorkerd('media-command'), setupFiles: ['./test/fresh.ts'] },
});
