// The accounts know every user who has signed up according to the log. An accounts database that was restored to an earlier state
// has lost later users, and no login leads to what they own. A user whom an operator gave up for another one counts as known.
import type { Broken, Check } from './check.ts';
import { checkLogged, type Logged, type LoggedThings } from './logged-things.ts';

type SignedUp = Logged & { aggregate_id: string };

const SIGNED_UP = "event_type = 'UserRegistered' AND version = 1";

const unknownOne = ({ aggregate_id, position, at }: SignedUp): Broken => ({
  code: 'user_unknown',
  params: { since: at.slice(0, 10) },
  about: aggregate_id,
  text: `${aggregate_id} signed up on ${at.slice(0, 10)}, and the accounts do not know them`,
  positions: [position],
});

const USERS: LoggedThings<SignedUp> = {
  id: 'accounts-are-known',
  select: (replica, where, value, most) =>
    replica.all<SignedUp>(
      `SELECT aggregate_id, position, created_at AS at FROM events WHERE ${SIGNED_UP} AND ${where}
       ORDER BY position DESC LIMIT ?`,
      value,
      most,
    ),
  total: (replica) => replica.count(`SELECT COUNT(*) AS n FROM events WHERE ${SIGNED_UP}`),
  page: 100,
  pages: 10,
  // The log may have it before the accounts have.
  settledMs: 30_000,
  async *judge({ env }, users) {
    yield 1;
    const unknown = new Set(await env.ACCOUNTS.unknownAmong(users.map(({ aggregate_id }) => aggregate_id)));
    const broken = users.filter(({ aggregate_id }) => unknown.has(aggregate_id));
    return new Map(broken.map((user) => [user.position, [unknownOne(user)]]));
  },
};

export const accountsAreKnown: Check = {
  id: USERS.id,
  title: 'Everyone who signed up can log in',
  find: (context) => checkLogged(context, USERS),
};
