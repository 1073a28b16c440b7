// npm run worker -- <name>: one Worker alone, on the local state, rebuilt as its sources change. The Workers that it is
// bound to are not there: what works is what it does by itself, such as /health, /openapi and reading its database.
import { enter } from './enter.mjs';

enter(import.meta.url, async ([name = '', ...more]) => {
  const { basename, join } = await import('node:path');
  const { ensureWebFolder } = await import('./build-web.mjs');
  const { claim } = await import('./claim.mjs');
  const { ROOT, stateFolder, WORKER_FOLDERS } = await import('./layout.mjs');
  const { leashed } = await import('./leashed.mjs');
  const { migrate } = await import('./migrate.mjs');
  const { requireFreePort, wantedPort } = await import('./port.mjs');
  const { refusal } = await import('./refusal.mjs');
  const { writeSecrets } = await import('./secrets.mjs');
  const { stopSignal } = await import('./stop-signal.mjs');

  const known = new Map(WORKER_FOLDERS.map((folder) => [folder === ROOT ? 'gateway' : basename(folder), folder]));
  const folder = known.get(name);
  if (folder === undefined || more.length > 0)
    throw refusal(`which Worker? npm run worker -- ${[...known.keys()].toSorted().join(' | ')}`);

  const stopping = stopSignal();
  const port = wantedPort();
  const state = stateFolder();
  await requireFreePort(port);
  claim(state, port);
  writeSecrets();
  ensureWebFolder();
  await migrate(state);
  if (stopping.signal.aborted) return;

  console.log(`${name} alone, for example http://localhost:${port}/health`);
  const config = join(folder, 'wrangler.toml');
  const flags = [
    `--config=${config}`,
    `--persist-to=${state}`,
    `--port=${port}`,
    '--ip=127.0.0.1',
    '--inspector-port=0',
  ];
  const quiet = ['--show-interactive-dev-session=false'];
  await leashed(
    'wrangler',
    ['dev', ...flags, ...quiet],
    { WRANGLER_REGISTRY_PATH: join(state, 'registry') },
    stopping,
  );
});
