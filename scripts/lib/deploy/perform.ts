// Carries out the steps of a plan with wrangler. Each can be done again: a deployment that broke off is simply started
// again, and the plan then holds what is left.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { userError } from '../node/user-error.mjs';
import { sideBySide } from '../process/side-by-side.ts';
import { runQuietly, runTool, runWithInput } from '../process/tool.ts';
import { databaseIds } from './account.ts';
import { productionWorkers } from './config.ts';
import { inWords, type Step } from './plan.ts';
import { writeDatabaseId } from './production.ts';

const dated = () => new Date().toISOString().slice(0, 10).replaceAll('-', '');
const randomKey = () => `k${dated()}:${randomBytes(32).toString('base64url')}`;

const stopped = (step: Step): Error =>
  userError(`the deployment has stopped at: ${inWords(step)}. Start it again when that is solved.`);

/** @throws UserError at the first step that fails */
export async function perform(steps: Step[]): Promise<void> {
  const values: Record<string, string> = {};
  for (const [n, step] of steps.entries()) {
    console.log(`\n${n + 1}/${steps.length} ${inWords(step)}`);
    if ((await performOne(step, values)) !== 0) throw stopped(step);
  }
}

/** Text that only the code of the fault switch contains. Production is built without that code. */
const FAULTS = /fault switch|FaultSwitch|InjectedFault|ChaosRpc|injectFault|crash_before|\bCHAOS\b/;

/**
 * Builds a Worker and checks that the bundle does not contain the fault switch. A first version has the same code, so only its
 * configuration is read, as the deployment reads it.
 */
async function build(step: Extract<Step, { config: string }>): Promise<string> {
  if (step.do === 'deploy without bindings') {
    const { unstable_readConfig } = await import('wrangler');
    const { main, services } = unstable_readConfig({ config: step.config }, { hideWarnings: true });
    return main !== undefined && services.length === 0 ? '' : `${step.config}: no first version`;
  }
  const out = `${step.config}.bundle`;
  const args = ['deploy', '-c', step.config, '--dry-run', `--outdir=${out}`];
  const { code, output } = await runQuietly('wrangler', args);
  if (code !== 0) return output;
  const fault = FAULTS.exec(readFileSync(join(out, 'index.js'), 'utf8'))?.[0];
  return fault === undefined ? '' : `the bundle has ${fault} in it, which belongs to the fault switch`;
}

/**
 * Builds everything that would be uploaded, some at a time; asks no account and changes nothing.
 * @throws UserError when something cannot be built
 */
export async function rehearse(steps: Step[]): Promise<void> {
  const builds = steps.flatMap((step) => ('config' in step && step.do !== 'migrate' ? [step] : []));
  await sideBySide(builds, async (step) => {
    const wrong = await build(step);
    console.log(`${wrong === '' ? 'ok    ' : 'FAILED'} ${inWords(step)}`);
    if (wrong === '') return;
    console.error(wrong);
    throw stopped(step);
  });
}

/**
 * @param values secrets made in this deployment: one value for all Workers
 * @returns exit code
 */
async function performOne(step: Step, values: Record<string, string>): Promise<number> {
  switch (step.do) {
    case 'deploy':
    case 'deploy without bindings':
      return runTool('wrangler', ['deploy', '-c', step.config]);
    case 'create database':
      return runTool('wrangler', ['d1', 'create', step.database]);
    case 'write database id': {
      const id = (await databaseIds())[step.database];
      if (id === undefined) return 1;
      writeDatabaseId(step.database, id);
      // A crash before this line leaves the id noted; the configurations are recreated at every start.
      await productionWorkers();
      return 0;
    }
    case 'create bucket':
      return runTool('wrangler', ['r2', 'bucket', 'create', step.bucket]);
    case 'migrate':
      return runTool('wrangler', ['d1', 'migrations', 'apply', step.database, '--remote', '-c', step.config], {
        CI: 'true',
      });
    case 'set secret':
      values[step.secret] ??= process.env[step.secret] ?? randomKey();
      return runWithInput(
        'wrangler',
        ['secret', 'put', step.secret, '--name', step.worker],
        values[step.secret] ?? '',
      );
  }
}
