// npm run reset: forgets the local state: databases, files, Durable Objects. Secrets and builds stay.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async () => {
  const { existsSync, rmSync } = await import('node:fs');
  const { join } = await import('node:path');
  const { shown, stateFolder } = await import('./lib/node/layout.mjs');
  const { forgetStarts } = await import('./lib/state/last-start.ts');
  const { requireUnlocked } = await import('./lib/process/state-lock.ts');

  const state = stateFolder();
  requireUnlocked(state);
  // By name, so that a MEDIAHUB_STATE that points to the wrong place costs nothing.
  const ours = ['v3', 'migrate', 'registry', 'migrations.sha256', 'running.json', 'last-start.json'];
  const present = ours.filter((name) => existsSync(join(state, name)));
  for (const name of present) rmSync(join(state, name), { recursive: true });
  forgetStarts(state);
  console.log(
    present.length > 0
      ? `Forgot everything in ${shown(state)}: the next start begins empty.`
      : `There is no state in ${shown(state)}.`,
  );
});
