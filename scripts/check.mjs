// npm run check: all that CI checks. The tests are counted one by one, everything else as one each; the last line says
// how many passed and failed.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async () => {
  const { basename, join } = await import('node:path');
  const { buildWeb } = await import('./lib/build/build-web.ts');
  const { countTests, report } = await import('./lib/test/count.ts');
  const { at, ROOT, shown, WORKER_FOLDERS } = await import('./lib/node/layout.mjs');
  const { runQuietly } = await import('./lib/process/tool.ts');

  /** @type {import('./lib/test/count.ts').Counted[]} */
  const counted = [];
  /**
   * @param {string} what
   * @param {string} tool
   * @param {string[]} args
   */
  const check = async (what, tool, args) => {
    const { code, output } = await runQuietly(tool, args);
    if (code !== 0) console.error(output);
    counted.push({ what, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });
  };

  buildWeb();
  await check('lint', 'oxlint', []);
  await check('types', 'tsc', ['-b']);
  counted.push(await countTests('npm test', ['test', '--']));
  counted.push(await countTests('browser tests', ['run', 'test:browser', '--']));
  for (const folder of WORKER_FOLDERS) {
    const name = folder === ROOT ? 'gateway' : basename(folder);
    const config = join(folder, 'wrangler.toml');
    const out = at('node_modules', '.cache', 'mediahub', 'deploy', name);
    await check(`dry-run deploy of ${name} (${shown(config)})`, 'wrangler', [
      'deploy',
      '--dry-run',
      `--config=${config}`,
      '--env=',
      `--outdir=${out}`,
    ]);
  }
  await check('dry-run deployment of all to production', 'node', [at('scripts', 'deploy.mjs'), '--dry-run']);
  return report(counted);
});
