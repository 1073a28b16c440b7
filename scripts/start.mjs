// npm start: everything that a fresh clone needs, then every Worker, watched until Ctrl-C.
import { enter } from './enter.mjs';

enter(import.meta.url, async () => {
  const { stateFolder } = await import('./layout.mjs');
  const { requireFreePort, wantedPort } = await import('./port.mjs');
  const { claim } = await import('./claim.mjs');
  const { writeSecrets } = await import('./secrets.mjs');
  const { migrate } = await import('./migrate.mjs');
  const { buildWeb } = await import('./build-web.mjs');
  const { stopSignal } = await import('./stop-signal.mjs');
  const { supervise } = await import('./supervise.mjs');

  const stopping = stopSignal();
  const options = { port: wantedPort(), state: stateFolder() };
  await requireFreePort(options.port);
  claim(options.state, options.port);
  writeSecrets();
  buildWeb();
  await migrate(options.state);
  if (!stopping.signal.aborted) await supervise(options, stopping.signal);
});
