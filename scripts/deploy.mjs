// npm run deploy: every Worker into a Cloudflare account, as docs/deploy.md says. `--dry-run` shows the plan for an empty
// account and builds every Worker; `--new-keys` replaces the signing keys.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async (args) => {
  const { buildWeb } = await import('./lib/build/build-web.ts');
  const { lookAround } = await import('./lib/deploy/account.ts');
  const { productionWorkers } = await import('./lib/deploy/config.ts');
  const { perform, rehearse } = await import('./lib/deploy/perform.ts');
  const { inWords, planDeploy } = await import('./lib/deploy/plan.ts');
  const { userError } = await import('./lib/node/user-error.mjs');

  const unknown = args.filter((arg) => !['--dry-run', '--new-keys'].includes(arg));
  if (unknown.length > 0) throw userError(`unknown: ${unknown.join(' ')}. Known: --dry-run, --new-keys.`);
  const dryRun = args.includes('--dry-run');

  buildWeb();
  const workers = await productionWorkers();
  const account = dryRun
    ? { databases: {}, buckets: [], secrets: {} }
    : await lookAround(workers.map(({ name }) => name));
  const steps = planDeploy(workers, account, { newKeys: args.includes('--new-keys') });
  console.log(steps.map((step, n) => `${String(n + 1).padStart(3)}. ${inWords(step)}`).join('\n'));
  await (dryRun ? rehearse(steps) : perform(steps));
});
