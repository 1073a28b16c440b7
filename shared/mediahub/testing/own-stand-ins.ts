// The Vitest project of a Worker whose stand-ins for the eventstore Worker live in its own test/worker.ts, in one isolate with the tests.
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { join } from 'node:path';
import { defineProject } from 'vitest/config';
import { testKey } from '../../http/testing/test-key.ts';
import { inWorkerd } from './in-workerd.ts';

/** @param name of the Worker and of its database */
export function ownStandIns(folder: string, name: string) {
  const own = (entrypoint: string) => ({ name, entrypoint });
  return defineProject({
    root: folder,
    plugins: [
      cloudflareTest(async () => ({
        main: join(folder, 'test/worker.ts'),
        wrangler: { configPath: join(folder, 'wrangler.toml') },
        miniflare: {
          bindings: {
            FORWARD_KEYS: testKey(),
            MIGRATIONS: await readD1Migrations(join(folder, '../../migrations', name)),
          },
          serviceBindings: {
            EVENTS: own('TestEventStore'),
            READER: own('TestEventStore'),
            SUBSCRIPTIONS: own('TestSubscriptions'),
          },
        },
      })),
    ],
    test: { ...inWorkerd(name), setupFiles: ['./test/fresh.ts'] },
  });
}
