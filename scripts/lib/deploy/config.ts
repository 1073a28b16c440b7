// Every Worker as it is deployed, in the order of that: the gateway, which leads to all others, comes last.
import { ROOT, WORKER_FOLDERS } from '../node/layout.mjs';
import type { Worker } from './plan.ts';
import { readProduction, writeProduction } from './production.ts';

/** One opens other people's files, one serves files to everyone: neither needs a secret, so they get none. */
const WITHOUT_SECRETS = ['mediahub-thumbnailer', 'mediahub-web'];

const FOLDERS = [...WORKER_FOLDERS.slice(1), ROOT];

/** Writes all configurations and answers what they hold. */
export async function productionWorkers(): Promise<Worker[]> {
  const production = readProduction();
  const workers: Worker[] = [];
  for (const folder of FOLDERS) {
    const written = await writeProduction(folder, production);
    const keys = ['FORWARD_KEYS', ...(folder === ROOT ? ['CLIENT_KEYS'] : [])];
    workers.push({ ...written, secrets: WITHOUT_SECRETS.includes(written.name) ? [] : keys });
  }
  return workers;
}
