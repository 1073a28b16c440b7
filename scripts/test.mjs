// npm test: type check and the tests that need no browser, and neither kill nor decode for minutes; `npm run test:browser`: those with a
// browser. What comes after `npm test --` goes to vitest; a file or project named there is run in any case.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async (args) => {
  const { buildWeb, ensureWebFolder } = await import('./lib/build/build-web.ts');
  const { findChromium } = await import('./lib/test/chromium.ts');
  const { writeSecrets } = await import('./lib/state/secrets.ts');
  const { runTool } = await import('./lib/process/tool.ts');

  writeSecrets();
  if (args[0] === 'browser') {
    const CHROMIUM = findChromium();
    buildWeb();
    return runTool('vitest', ['run', '--config', 'web/e2e/vitest.config.ts', ...args.slice(1)], { CHROMIUM });
  }
  ensureWebFolder();
  const types = await runTool('tsc', ['-b']);
  const named = args.some((arg) => !arg.startsWith('-') || arg.startsWith('--project'));
  const all = named ? [] : ['--project=!drills'];
  const tier = named ? {} : { TIER: 'quick' };
  const tests = await runTool('vitest', ['run', ...all, ...args], tier);
  return types || tests;
});
