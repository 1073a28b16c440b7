// The whole system as one test server: every Worker from its own wrangler file, real D1, Durable Objects and R2.
// All test files of a process share one server; fresh users keep tests apart, not resets.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createTestHarness, type TestHarness } from 'wrangler';
import { testKey } from '#shared/http/testing/test-key';
import { startStandIns, type StandIns } from '../../scripts/lib/oauth-demo/stand-ins.ts';

const ROOT = join(import.meta.dirname, '../..');

export const WORKERS = [
  'gateway',
  'media-command',
  'thumbnailer',
  'media-query',
  'album',
  'eventstore',
  'saga',
  'notification',
  'observer',
  'exporter',
  'web',
] as const;

const WITH_DATABASE = ['gateway', 'media-query', 'album', 'eventstore', 'saga', 'notification'];

/** Where the login providers send a browser back to: the configured address, not the one that the test server gets. */
export const PUBLIC_URL = 'http://localhost:8080';

async function start(): Promise<{ server: TestHarness; url: URL; standIns: StandIns }> {
  mkdirSync(join(ROOT, 'web/dist'), { recursive: true });
  const secrets = {
    FORWARD_KEYS: testKey(),
    CLIENT_KEYS: testKey(),
    DEV_LOGIN: 'on',
    // Short, so that a test can see a download expire.
    EXPORT_TTL_SECONDS: '6',
  };
  const standIns = await startStandIns(PUBLIC_URL);
  const server = createTestHarness({
    root: ROOT,
    workers: WORKERS.map((name) => ({
      configPath: name === 'gateway' ? 'wrangler.toml' : `workers/${name}/wrangler.toml`,
      secrets: name === 'gateway' ? { ...secrets, ...standIns.vars } : secrets,
    })),
  });
  const { url } = await server.listen();
  for (const name of WITH_DATABASE) await server.getWorker(name).applyD1Migrations('DB');
  return { server, url, standIns };
}

const shared = globalThis as { mediahub?: ReturnType<typeof start> };

/** The one running system: the first call starts it, and it ends with the test process. */
export const system = (): ReturnType<typeof start> => (shared.mediahub ??= start());
