// npm start: everything that a fresh clone needs, then every Worker, watched until Ctrl-C.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async () => {
  const { stateFolder } = await import('./lib/node/layout.mjs');
  const { requireFreePort, wantedPort } = await import('./lib/process/port.ts');
  const { lockState, endLeftovers } = await import('./lib/process/state-lock.ts');
  const { writeSecrets } = await import('./lib/state/secrets.ts');
  const { migrate } = await import('./lib/state/migrate.ts');
  const { buildWeb } = await import('./lib/build/build-web.ts');
  const { stopSignal } = await import('./lib/process/stop-signal.ts');
  const { ensureBundles } = await import('./lib/build/ensure-bundles.ts');
  const { logFile } = await import('./lib/run/log-file.ts');
  const { startSystem } = await import('./lib/run/start-system.ts');
  const { supervise } = await import('./lib/process/supervise.ts');

  const stopping = stopSignal();
  const options = { port: wantedPort(), state: stateFolder() };
  endLeftovers(options.state);
  await requireFreePort(options.port);
  const claimed = lockState(options.state, options.port);
  writeSecrets();
  buildWeb();
  const build = ensureBundles();
  await migrate(options.state);
  if (stopping.signal.aborted) return;
  const start = () => startSystem({ ...options, build }, claimed.grouped);
  const address = `http://localhost:${options.port}`;
  await supervise({ start, address, log: logFile(options.port) }, stopping.signal);
});
