// What the Cloudflare account holds now, according to wrangler.
import { runQuietly } from '../process/tool.ts';
import { userError } from '../node/user-error.mjs';
import type { Account } from './plan.ts';

/** @throws UserError when wrangler fails */
async function ask(args: string[]): Promise<string> {
  const { code, output } = await runQuietly('wrangler', args);
  if (code !== 0) throw userError(`wrangler ${args.join(' ')} has failed:\n${output}`);
  return output;
}

/** @returns database ids by name */
export async function databaseIds(): Promise<Record<string, string>> {
  const list: { name: string; uuid: string }[] = JSON.parse(await ask(['d1', 'list', '--json']));
  return Object.fromEntries(list.map(({ name, uuid }) => [name, uuid]));
}

const bucketNames = async () =>
  Array.from((await ask(['r2', 'bucket', 'list'])).matchAll(/^name:\s+(\S+)/gm), ([, name]) => String(name));

/** Names of a Worker's secrets; undefined when there is no such Worker. */
async function secretNames(worker: string): Promise<string[] | undefined> {
  const { code } = await runQuietly('wrangler', ['deployments', 'list', '--name', worker, '--json']);
  if (code !== 0) return undefined;
  const list: { name: string }[] = JSON.parse(await ask(['secret', 'list', '--name', worker, '--format', 'json']));
  return list.map(({ name }) => name);
}

/** @throws UserError when wrangler is not logged in */
export async function lookAround(workers: string[]): Promise<Account> {
  const { code } = await runQuietly('wrangler', ['whoami', '--json']);
  if (code !== 0)
    throw userError(
      'wrangler is not logged in to Cloudflare. Run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN.',
    );
  const secrets: Record<string, string[]> = {};
  for (const worker of workers) {
    const names = await secretNames(worker);
    if (names) secrets[worker] = names;
  }
  return { databases: await databaseIds(), buckets: await bucketNames(), secrets };
}
