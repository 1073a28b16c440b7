// npm run worker -- <name>: one Worker alone, on the local state, rebuilt as its sources change. The Workers that it is
// bound to are not there: what works is what it does by itself, such as /health, /openapi and reading its database.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async ([name = '', ...more]) => {
  const { basename, join } = await import('node:path');
  const { ensureWebFolder } = await import('./lib/build/build-web.ts');
  const { lockState } = await import('./lib/process/state-lock.ts');
  const { ROOT, stateFolder, WORKER_FOLDERS } = await import('./lib/node/layout.mjs');
  const { runInGroup } = await import('./lib/process/foreground-tool.ts');
  const { migrate } = await import('./lib/state/migrate.ts');
  const { requireFreePort, wantedPort } = await import('./lib/process/port.ts');
  const { userError } = await import('./lib/node/user-error.mjs');
  const { writeSecrets } = await import('./lib/state/secrets.ts');
  const { stopSignal } = await import('./lib/process/stop-signal.ts');

  const known = new Map(WORKER_FOLDERS.map((folder) => [folder === ROOT ? 'gateway' : basename(folder), folder]));
  const folder = known.get(name);
  if (folder === undefined || more.length > 0)
    throw userError(`which Worker? npm run worker -- ${[...known.keys()].toSorted().join(' | ')}`);

  const stopping = stopSignal();
  const port = wantedPort();
  const state = stateFolder();
  await requireFreePort(port);
  lockState(state, port);
  writeSecrets();
  ensureWebFolder();
  await migrate(state);
  if (stopping.signal.aborted) return;

  console.log(`${name} alone, for example http://localhost:${port}${name === 'web' ? '/' : '/health'}`);
  const config = join(folder, 'wrangler.toml');
  const flags = [
    `--config=${config}`,
    `--persist-to=${state}`,
    `--port=${port}`,
    '--ip=127.0.0.1',
    '--inspector-port=0',
  ];
  const quiet = ['--show-interactive-dev-session=false'];
  await runInGroup(
    'wrangler',
    ['dev', ...flags, ...quiet],
    { WRANGLER_REGISTRY_PATH: join(state, 'registry') },
    stopping,
  );
});
