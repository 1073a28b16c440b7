// npm run dev: the Workers by wrangler, which rebuilds them as their sources change, and the UI by Vite, which updates it
// in the open page. The browser talks to Vite alone; what is no file of the UI goes on to the gateway.
import { enter } from './enter.mjs';

enter(import.meta.url, async () => {
  const { ensureWebFolder } = await import('./build-web.mjs');
  const { claim } = await import('./claim.mjs');
  const { stateFolder } = await import('./layout.mjs');
  const { leashed } = await import('./leashed.mjs');
  const { migrate } = await import('./migrate.mjs');
  const { freePort, requireFreePort, wantedPort } = await import('./port.mjs');
  const { writeSecrets } = await import('./secrets.mjs');
  const { stopSignal } = await import('./stop-signal.mjs');
  const { supervise } = await import('./supervise.mjs');

  const stopping = stopSignal();
  const port = wantedPort();
  await requireFreePort(port);
  const workers = { port: await freePort(), state: stateFolder(), address: `http://localhost:${port}` };
  claim(workers.state, port);
  writeSecrets();
  ensureWebFolder();
  await migrate(workers.state);
  if (stopping.signal.aborted) return;

  const flags = [
    '--config=web/vite.config.ts',
    `--port=${port}`,
    '--strictPort',
    '--clearScreen=false',
    '--logLevel=warn',
  ];
  const vite = leashed('vite', flags, { MEDIAHUB_URL: `http://localhost:${workers.port}` }, stopping);
  await supervise(workers, stopping.signal).finally(() => stopping.abort());
  await vite;
});
