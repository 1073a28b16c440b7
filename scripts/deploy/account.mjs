// What is in the Cloudflare account now, as wrangler tells it.
import { runQuietly } from '../tool.mjs';
import { refusal } from '../refusal.mjs';

/**
 * @param {string[]} args
 * @returns {Promise<string>}
 * @throws Refusal when wrangler fails
 */
async function ask(args) {
  const { code, output } = await runQuietly('wrangler', args);
  if (code !== 0) throw refusal(`wrangler ${args.join(' ')} has failed:\n${output}`);
  return output;
}

/** @returns {Promise<Record<string, string>>} database ids by name */
export async function databaseIds() {
  /** @type {{ name: string, uuid: string }[]} */
  const list = JSON.parse(await ask(['d1', 'list', '--json']));
  return Object.fromEntries(list.map(({ name, uuid }) => [name, uuid]));
}

const bucketNames = async () =>
  Array.from((await ask(['r2', 'bucket', 'list'])).matchAll(/^name:\s+(\S+)/gm), ([, name]) => String(name));

/**
 * Names of a Worker's secrets; undefined when there is no such Worker.
 * @param {string} worker
 * @returns {Promise<string[] | undefined>}
 */
async function secretNames(worker) {
  const { code } = await runQuietly('wrangler', ['deployments', 'list', '--name', worker, '--json']);
  if (code !== 0) return undefined;
  /** @type {{ name: string }[]} */
  const list = JSON.parse(await ask(['secret', 'list', '--name', worker, '--format', 'json']));
  return list.map(({ name }) => name);
}

/**
 * @param {string[]} workers
 * @returns {Promise<import('./plan.mjs').Account>}
 * @throws Refusal when nobody has logged in
 */
export async function lookAround(workers) {
  const { code } = await runQuietly('wrangler', ['whoami', '--json']);
  if (code !== 0)
    throw refusal('nobody has logged in to Cloudflare. `npx wrangler login`, or set CLOUDFLARE_API_TOKEN.');
  /** @type {Record<string, string[]>} */
  const secrets = {};
  for (const worker of workers) {
    const names = await secretNames(worker);
    if (names) secrets[worker] = names;
  }
  return { databases: await databaseIds(), buckets: await bucketNames(), secrets };
}
