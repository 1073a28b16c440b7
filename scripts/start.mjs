// npm start: everything that a fresh clone needs, then every Worker, watched until Ctrl-C.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async () => {
  const { stateFolder } = await import('./lib/node/layout.mjs');
  const { start } = await import('./lib/start/start.ts');
  await start(stateFolder());
});
