// Whoever has signed up, by the log, is still known to the accounts: a database of the accounts that was restored to before that
// knows them no more, and no login leads to what they own. Whom an operator gave up for another is known, and no finding.
import { isPast, type Broken, type Check, type CheckContext } from './check.ts';
import { uniqueBy } from './suspects.ts';

const ID = 'accounts-are-known';
const PAGE = 100;
/** So many pages a round, from where the last one ended. */
const PAGES = 10;
/** The log may say it before this is asked. */
const NEW_MS = 30_000;

type SignedUp = { aggregate_id: string; position: number; created_at: string };

const signedUp = ({ replica }: CheckContext, where: string, ...values: (string | number)[]): SignedUp[] =>
  replica.all<SignedUp>(
    `SELECT aggregate_id, position, created_at FROM events WHERE event_type = 'UserRegistered' AND version = 1 AND ${where}
     ORDER BY position DESC LIMIT ${PAGE}`,
    ...values,
  );

/** Those that were unknown, the newest, and the next ones of the round. */
function someUsers(context: CheckContext): SignedUp[] {
  const { replica } = context;
  const suspects = JSON.stringify(replica.suspects(ID).slice(0, PAGE));
  const found = [
    ...signedUp(context, 'position IN (SELECT value FROM json_each(?))', suspects),
    ...signedUp(context, 'position < ?', Number.MAX_SAFE_INTEGER),
  ];
  let below: number | null = replica.bookmark(ID)?.below ?? found.at(-1)?.position ?? 0;
  for (let n = 0; n < PAGES && below !== null; n++) {
    const page: SignedUp[] = signedUp(context, 'position < ?', below);
    found.push(...page);
    below = page.length < PAGE ? null : (page.at(-1)?.position ?? null);
  }
  replica.markPage(ID, { shelf: '', below });
  return uniqueBy(found, ({ position }) => position);
}

const unknownOne = ({ aggregate_id, position, created_at }: SignedUp): Broken => ({
  code: 'user_unknown',
  params: { since: created_at.slice(0, 10) },
  about: aggregate_id,
  text: `${aggregate_id} signed up on ${created_at.slice(0, 10)}, and the accounts do not know them`,
  positions: [position],
});

export const accountsAreKnown: Check = {
  id: ID,
  title: 'Everyone who signed up can log in',
  async *find(context) {
    const { env, replica, now } = context;
    const users = someUsers(context).filter(({ created_at }) => isPast(Date.parse(created_at), now, NEW_MS));
    const broken: Broken[] = [];
    for (let n = 0; n < users.length; n += PAGE) {
      const some = users.slice(n, n + PAGE);
      yield 1;
      const unknown = new Set(await env.ACCOUNTS.unknownAmong(some.map(({ aggregate_id }) => aggregate_id)));
      for (const user of some) {
        replica.suspect(ID, String(user.position), unknown.has(user.aggregate_id));
        if (unknown.has(user.aggregate_id)) broken.push(unknownOne(user));
      }
    }
    const total = replica.count(
      "SELECT COUNT(*) AS n FROM events WHERE event_type = 'UserRegistered' AND version = 1",
    );
    return { checked: users.length, total: Math.max(users.length, total), broken };
  },
};
