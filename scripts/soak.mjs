// npm run test:soak: the generated suites of all Workers for DURATION seconds in all, a minute when that is not given.
// `npm run test:soak -- simulation.test` tries one alone. A failure prints the command that runs it again.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async (args) => {
  const { ensureWebFolder } = await import('./lib/build/build-web.ts');
  const { writeSecrets } = await import('./lib/state/secrets.ts');
  const { planSoak } = await import('./lib/soak/plan.ts');
  const { runTool } = await import('./lib/process/tool.ts');

  const { files, properties, seconds } = planSoak(process.env, args);
  console.log(`${files.length} files, some ${properties} properties, each tried for ${seconds} s.`);
  console.log(
    `One after the other that is ${Math.ceil((properties * seconds) / 60)} min; files run side by side.`,
  );
  writeSecrets();
  ensureWebFolder();
  const options = args.filter((arg) => arg.startsWith('-'));
  const testTimeout = `--testTimeout=${60_000 + seconds * 2_000}`;
  return runTool('vitest', ['run', ...files, testTimeout, ...options], { SOAK_SECONDS: String(seconds) });
});
