// npm run deploy: every Worker into a Cloudflare account, as docs/deploy.md says. `--dry-run` shows the plan for an empty
// account and builds both versions of every Worker; `--new-keys` replaces the signing keys.
import { enter } from './enter.mjs';

enter(import.meta.url, async (args) => {
  const { buildWeb } = await import('./build-web.mjs');
  const { lookAround } = await import('./deploy/account.mjs');
  const { productionWorkers } = await import('./deploy/config.mjs');
  const { perform } = await import('./deploy/perform.mjs');
  const { inWords, planDeploy } = await import('./deploy/plan.mjs');
  const { refusal } = await import('./refusal.mjs');

  const unknown = args.filter((arg) => !['--dry-run', '--new-keys'].includes(arg));
  if (unknown.length > 0) throw refusal(`unknown: ${unknown.join(' ')}. Known: --dry-run, --new-keys.`);
  const dryRun = args.includes('--dry-run');

  buildWeb();
  const workers = await productionWorkers();
  const account = dryRun
    ? { databases: {}, buckets: [], secrets: {} }
    : await lookAround(workers.map(({ name }) => name));
  const steps = planDeploy(workers, account, { newKeys: args.includes('--new-keys') });
  console.log(steps.map((step, n) => `${String(n + 1).padStart(3)}. ${inWords(step)}`).join('\n'));
  await perform(
    steps,
    workers.map(({ config }) => config),
    { dryRun },
  );
});
