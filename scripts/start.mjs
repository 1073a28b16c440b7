// npm start: everything that a fresh clone needs, then every Worker, watched until Ctrl-C.
import { enter } from './enter.mjs';

enter(import.meta.url, async () => {
  const { stateFolder } = await import('./layout.mjs');
  const { requireFreePort, wantedPort } = await import('./port.mjs');
  const { claim, endLeftovers } = await import('./claim.mjs');
  const { writeSecrets } = await import('./secrets.mjs');
  const { migrate } = await import('./migrate.mjs');
  const { buildWeb } = await import('./build-web.mjs');
  const { stopSignal } = await import('./stop-signal.mjs');
  const { ensureBundles } = await import('./lib/build/ensure-bundles.ts');
  const { logFile } = await import('./lib/run/log-file.ts');
  const { startSystem } = await import('./lib/run/start-system.ts');
  const { supervise } = await import('./lib/process/supervise.ts');

  const stopping = stopSignal();
  const options = { port: wantedPort(), state: stateFolder() };
  endLeftovers(options.state);
  await requireFreePort(options.port);
  const claimed = claim(options.state, options.port);
  writeSecrets();
  buildWeb();
  const build = ensureBundles();
  await migrate(options.state);
  if (stopping.signal.aborted) return;
  const start = () => startSystem({ ...options, build }, claimed.grouped);
  const address = `http://localhost:${options.port}`;
  await supervise({ start, address, log: logFile(options.port) }, stopping.signal);
});
