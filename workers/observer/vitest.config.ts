// Tests of the observer inside workerd: the real Board with its storage and alarm; what it reads is in test/worker.ts,
// in the same isolate as the tests.
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { join } from 'node:path';
import { defineProject } from 'vitest/config';
import { testKey } from '../../shared/http/testing/test-key.ts';
import { inWorkerd } from '../../shared/mediahub/testing/in-workerd.ts';

const here = import.meta.dirname;
const own = (entrypoint: string) => ({ name: 'observer', entrypoint });

export default defineProject({
  plugins: [
    cloudflareTest({
      main: join(here, 'test/worker.ts'),
      wrangler: { configPath: join(here, 'wrangler.toml') },
      miniflare: {
        bindings: { FORWARD_KEYS: testKey() },
        serviceBindings: {
          READER: own('TestLog'),
          BROWSERS: own('TestBrowsers'),
          MEDIA_QUERY: own('TestService'),
          ALBUM: own('TestService'),
          NOTIFICATION: own('TestService'),
          SAGA: own('TestService'),
          ACCOUNTS: own('TestAccounts'),
        },
      },
    }),
  ],
  test: inWorkerd('observer'),
});
