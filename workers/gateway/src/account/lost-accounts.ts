// After a restore of this database to before somebody signed up: their events are there and no login leads to them, so their next
// login makes a new user. Only a person can know who they are: an operator lets the new user's logins lead to the old one.
import type { EventReaderPort } from '#shared/engine/ports/eventstore';

/** The users among these to whom no login leads. */
export async function lostAmong(db: D1Database, ids: readonly string[]): Promise<string[]> {
  const sql = `SELECT value AS id FROM json_each(?1) WHERE value NOT IN (SELECT user_id FROM identities) ORDER BY id`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(ids)).all<{ id: string }>();
  return results.map(({ id }) => id);
}

/** The users among these who have neither a login nor an account: an operator who attaches logins elsewhere leaves the account. */
export async function unknownAmong(db: D1Database, ids: readonly string[]): Promise<string[]> {
  const lost = JSON.stringify(await lostAmong(db, ids));
  const sql = 'SELECT value AS id FROM json_each(?1) WHERE value NOT IN (SELECT id FROM users) ORDER BY id';
  return (await db.prepare(sql).bind(lost).all<{ id: string }>()).results.map(({ id }) => id);
}

/** Whether a user with this id has ever signed up. */
export const hasSignedUp = async (events: Pick<EventReaderPort, 'readStream'>, id: string): Promise<boolean> =>
  (await events.readStream(id, { page: { events: 1, bytes: 100_000 } })).version > 0;

const IS_LOST = 'NOT EXISTS (SELECT 1 FROM identities WHERE user_id = ?1)';
/** One batch, which D1 runs as one transaction: of two operators the second one finds that it is lost no more. */
const ATTACH = [
  `INSERT INTO users (id, provider, provider_id, email, display_name, avatar_url, operator, created_at)
   SELECT ?1, provider, provider_id, email, display_name, avatar_url, operator, created_at FROM users
   WHERE id = ?2 AND ${IS_LOST} ON CONFLICT DO NOTHING`,
  `UPDATE identities SET user_id = ?1 WHERE user_id = ?2 AND ${IS_LOST} RETURNING provider`,
];

/** The providers that lead to `lost` from now on; none where it is not lost, or `from` has none. */
export async function attach(db: D1Database, lost: string, from: string): Promise<string[]> {
  const answers = await db.batch<{ provider: string }>(ATTACH.map((sql) => db.prepare(sql).bind(lost, from)));
  return answers.at(-1)?.results.map(({ provider }) => provider) ?? [];
}
