// Users who have signed up according to the log but whom no login reaches, because the accounts were restored to before that. At the
// next login such a person gets a new user; an operator who recognizes them points that login to the old user.
import { userError } from '../node/user-error.mjs';
import type { Call } from '../seed/client.ts';

interface SignedUp {
  position: number;
  aggregate_id: string;
  created_at: string;
  data: { provider?: string };
}

const AT_ONCE = 100;

/** All of them, in the order in which they signed up, page by page. */
export async function lostAccounts(call: Call): Promise<SignedUp[]> {
  const all: SignedUp[] = [];
  for (let after = 0; ;) {
    const page = await call<SignedUp[]>(
      'GET',
      `/api/v1/events?scope=all&type=UserRegistered&limit=${AT_ONCE}&after=${after}`,
    );
    if (!page || page.length === 0) return all;
    const json = { ids: page.map(({ aggregate_id }) => aggregate_id) };
    const lost = new Set((await call<{ lost: string[] }>('POST', '/api/v1/accounts/lost', { json }))?.lost);
    all.push(...page.filter(({ aggregate_id }) => lost.has(aggregate_id)));
    after = page.at(-1)?.position ?? after;
    if (page.length < AT_ONCE) return all;
  }
}

/** What is said of them; nothing where there is nothing to say. */
export const ofAccounts = (lost: readonly SignedUp[]): string[] =>
  lost.length === 0
    ? []
    : [
        `${lost.length} users whom no login reaches, also those that were given up for another; what they own is out of reach:`,
        ...lost.map(
          ({ aggregate_id, created_at, data }) =>
            `  ${aggregate_id}, signed up with ${data.provider ?? '?'} on ${created_at.slice(0, 10)}`,
        ),
        'Have each person log in once more, look for the id that they have now, and: npm run recover -- --account <old id> <new id>',
      ];

/** An operator's word on who a lost user is. */
export async function attachAccount(call: Call, [lost, from]: readonly string[]): Promise<string> {
  if (lost === undefined || from === undefined) throw userError('Say both: --account <old id> <new id>');
  const attached = await call<{ providers: string[] }>('POST', `/api/v1/accounts/${lost}/attach`, {
    json: { from },
  });
  if (!attached)
    throw userError(`refused: a login leads to ${lost} already, none leads to ${from}, or one of them never was.`);
  return `The ${attached.providers.join(' and ')} login of ${from} leads to ${lost} from now on: log in once more.`;
}
