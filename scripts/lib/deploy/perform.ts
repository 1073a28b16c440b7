// Carries out the steps of a plan with wrangler. Each can be done again: a deployment that broke off is simply started
// anew, and the plan then holds what is left.
import { randomBytes } from 'node:crypto';
import { userError } from '../node/user-error.mjs';
import { runTool, runWithInput } from '../process/tool.ts';
import { databaseIds } from './account.ts';
import { ENVIRONMENT, firstVersion, writeDatabaseId } from './config.ts';
import { inWords, type Step } from './plan.ts';

const dated = () => new Date().toISOString().slice(0, 10).replaceAll('-', '');
const randomKey = () => `k${dated()}:${randomBytes(32).toString('base64url')}`;

/**
 * @param configs of all Workers
 * @param options a dry run builds everything, asks nobody and changes nothing
 * @throws UserError at the first step that fails
 */
export async function perform(steps: Step[], configs: string[], { dryRun }: { dryRun: boolean }) {
  const values: Record<string, string> = {};
  const todo = dryRun ? steps.filter((step) => step.do.startsWith('deploy')) : steps;
  for (const [n, step] of todo.entries()) {
    console.log(`\n${n + 1}/${todo.length} ${inWords(step)}`);
    const code = await performOne(step, configs, values, dryRun);
    if (code !== 0)
      throw userError(`the deployment has stopped at: ${inWords(step)}. Start it again when that is solved.`);
  }
}

/**
 * @param values secrets made in this deployment: one value for all Workers
 * @returns exit code
 */
async function performOne(
  step: Step,
  configs: string[],
  values: Record<string, string>,
  dryRun: boolean,
): Promise<number> {
  const dry = dryRun ? ['--dry-run'] : [];
  if (step.do === 'deploy')
    return runTool('wrangler', ['deploy', '-c', step.config, '--env', ENVIRONMENT, ...dry]);
  if (step.do === 'deploy without bindings')
    return runTool('wrangler', ['deploy', '-c', await firstVersion(step.config, step.worker), ...dry]);
  switch (step.do) {
    case 'create database':
      return runTool('wrangler', ['d1', 'create', step.database]);
    case 'write database id': {
      const id = (await databaseIds())[step.database];
      if (id === undefined) return 1;
      writeDatabaseId(configs, step.database, id);
      return 0;
    }
    case 'create bucket':
      return runTool('wrangler', ['r2', 'bucket', 'create', step.bucket]);
    case 'migrate':
      return runTool(
        'wrangler',
        ['d1', 'migrations', 'apply', step.database, '--remote', '-c', step.config, '--env', ENVIRONMENT],
        { CI: 'true' },
      );
    case 'set secret':
      values[step.secret] ??= process.env[step.secret] ?? randomKey();
      return runWithInput(
        'wrangler',
        ['secret', 'put', step.secret, '--name', step.worker],
        values[step.secret] ?? '',
      );
  }
}
