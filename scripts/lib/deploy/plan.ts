// What has to be done so that all Workers run in an account, as a pure function of what is wanted and what is there.
// Bindings between the Workers run in circles, and Cloudflare refuses one to a Worker that does not exist: so each new
// Worker is deployed first without its bindings to others, and then all of them as they are. The first versions have no
// route, so no request reaches them.

export interface Worker {
  /** in production */
  name: string;
  /** path of its configuration in production */
  config: string;
  /** and of its first version's */
  first: string;
  databases: string[];
  buckets: string[];
  /** names of those that it needs */
  secrets: string[];
}

/** What is in the account now. */
export interface Account {
  /** ids by name */
  databases: Record<string, string>;
  buckets: string[];
  /** names of the secrets of each Worker that exists */
  secrets: Record<string, string[]>;
}

export type Step =
  | { do: 'create database'; database: string }
  | { do: 'write database id'; database: string }
  | { do: 'create bucket'; bucket: string }
  | { do: 'migrate'; database: string; config: string }
  | { do: 'deploy without bindings'; worker: string; config: string }
  | { do: 'set secret'; worker: string; secret: string }
  | { do: 'deploy'; worker: string; config: string };

const unique = (list: string[]) => [...new Set(list)];

/**
 * Secrets that have to be set. All Workers share one value of a secret, and Cloudflare does not give it back: so it is set
 * everywhere as soon as one of them lacks it.
 */
function secretSteps(workers: Worker[], account: Account, newKeys: boolean): Step[] {
  const lacking = workers.flatMap(({ name, secrets }) =>
    secrets.filter((secret) => newKeys || !account.secrets[name]?.includes(secret)),
  );
  return workers.flatMap(({ name, secrets }) =>
    secrets
      .filter((secret) => lacking.includes(secret))
      .map((secret) => ({ do: 'set secret' as const, worker: name, secret })),
  );
}

/** @param workers in the order in which they are deployed: the one that people reach comes last */
export function planDeploy(
  workers: Worker[],
  account: Account,
  { newKeys = false }: { newKeys?: boolean } = {},
): Step[] {
  const databases = unique(workers.flatMap((worker) => worker.databases));
  const buckets = unique(workers.flatMap((worker) => worker.buckets));
  const steps: Step[] = [];
  for (const database of databases) {
    if (!(database in account.databases)) steps.push({ do: 'create database', database });
    steps.push({ do: 'write database id', database });
  }
  for (const bucket of buckets.filter((name) => !account.buckets.includes(name)))
    steps.push({ do: 'create bucket', bucket });
  for (const { databases: own, config } of workers)
    for (const database of own) steps.push({ do: 'migrate', database, config });
  for (const { name, first } of workers)
    if (!(name in account.secrets)) steps.push({ do: 'deploy without bindings', worker: name, config: first });
  steps.push(...secretSteps(workers, account, newKeys));
  for (const { name, config } of workers) steps.push({ do: 'deploy', worker: name, config });
  return steps;
}

export function inWords(step: Step) {
  switch (step.do) {
    case 'create database':
    case 'write database id':
      return `${step.do}: ${step.database}`;
    case 'create bucket':
      return `${step.do}: ${step.bucket}`;
    case 'migrate':
      return `${step.do}: ${step.database}`;
    case 'set secret':
      return `${step.do}: ${step.secret} of ${step.worker}`;
    default:
      return `${step.do}: ${step.worker}`;
  }
}
