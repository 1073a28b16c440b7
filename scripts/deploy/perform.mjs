// Carries out the steps of a plan with wrangler. Each can be done again: a deployment that broke off is simply started
// anew, and the plan then holds what is left.
import { randomBytes } from 'node:crypto';
import { refusal } from '../refusal.mjs';
import { runTool, runWithInput } from '../tool.mjs';
import { databaseIds } from './account.mjs';
import { ENVIRONMENT, firstVersion, writeDatabaseId } from './config.mjs';
import { inWords } from './plan.mjs';

const dated = () => new Date().toISOString().slice(0, 10).replaceAll('-', '');
const randomKey = () => `k${dated()}:${randomBytes(32).toString('base64url')}`;

/**
 * @param {import('./plan.mjs').Step[]} steps
 * @param {string[]} configs of all Workers
 * @param {{ dryRun: boolean }} options a dry run builds everything, asks nobody and changes nothing
 * @throws Refusal at the first step that fails
 */
export async function perform(steps, configs, { dryRun }) {
  /** @type {Record<string, string>} */
  const values = {};
  const todo = dryRun ? steps.filter((step) => step.do.startsWith('deploy')) : steps;
  for (const [n, step] of todo.entries()) {
    console.log(`\n${n + 1}/${todo.length} ${inWords(step)}`);
    const code = await performOne(step, configs, values, dryRun);
    if (code !== 0)
      throw refusal(`the deployment has stopped at: ${inWords(step)}. Start it again when that is solved.`);
  }
}

/**
 * @param {import('./plan.mjs').Step} step
 * @param {string[]} configs
 * @param {Record<string, string>} values secrets made in this deployment: one value for all Workers
 * @param {boolean} dryRun
 * @returns {Promise<number>} exit code
 */
async function performOne(step, configs, values, dryRun) {
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
