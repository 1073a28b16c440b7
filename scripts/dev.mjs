// npm run dev: the Workers by wrangler, which rebuilds them as their sources change, and the UI by Vite, which updates it
// in the open page. The browser talks to Vite alone; what is no file of the UI goes on to the gateway, and wrangler's explorer
// shows databases, files and Durable Objects.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async () => {
  const { ensureWebFolder } = await import('./lib/build/build-web.ts');
  const { lockState, endLeftovers } = await import('./lib/process/state-lock.ts');
  const { stateFolder } = await import('./lib/node/layout.mjs');
  const { runInGroup } = await import('./lib/process/foreground-tool.ts');
  const { whileUsed } = await import('./lib/state/last-start.ts');
  const { prepareState } = await import('./lib/state/prepare.ts');
  const { freePort, requireFreePort, wantedPort } = await import('./lib/process/port.ts');
  const { writeSecrets } = await import('./lib/state/secrets.ts');
  const { stopSignal } = await import('./lib/process/stop-signal.ts');
  const { logFile } = await import('./lib/start/log-file.ts');
  const { startWrangler } = await import('./lib/start/start-wrangler.ts');
  const { supervise } = await import('./lib/process/supervise.ts');

  const stopping = stopSignal();
  const port = wantedPort();
  const state = stateFolder();
  endLeftovers(state);
  await requireFreePort(port);
  const claimed = lockState(state, port);
  writeSecrets();
  ensureWebFolder();
  await prepareState(state);
  if (stopping.signal.aborted) return;

  const address = `http://localhost:${port}`;
  const workers = { port: await freePort(), state, address };
  const flags = [
    '--config=web/vite.config.ts',
    `--port=${port}`,
    '--strictPort',
    '--clearScreen=false',
    '--logLevel=warn',
  ];
  const vite = runInGroup('vite', flags, { MEDIAHUB_URL: `http://localhost:${workers.port}` }, stopping);
  const start = () => startWrangler(workers, claimed.grouped);
  console.log(`Databases, files and Durable Objects: ${address}/cdn-cgi/local/explorer`);
  const log = logFile(workers.port);
  await whileUsed(state, () => supervise({ start, address, log }, stopping.signal)).finally(() =>
    stopping.abort(),
  );
  await vite;
});
