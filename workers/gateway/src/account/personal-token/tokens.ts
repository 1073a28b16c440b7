// Making, finding and revoking personal access tokens. A token is `mhp_` and 32 random bytes: secret scanners know it by its
// prefix, and the database only its hash.
import { log } from '#shared/engine/runtime/log';
import { and, desc, eq, gt } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { isAhead } from '#shared/engine/runtime/alarm';
import { hashOf, randomSecret } from '../../session/secret.ts';
import { users, type User } from '../../table.ts';
import type { Scope } from '#shared/mediahub/api/account';
import { personal_tokens, type PersonalToken } from './table.ts';

const PREFIX = 'mhp_';
export const TOKENS_PER_USER = 50;
const DAY_MS = 24 * 60 * 60 * 1000;
const USED_MS = 60_000;

export const isPersonalToken = (token: string): boolean => token.startsWith(PREFIX);

const now = (): string => new Date().toISOString();

export interface Wanted {
  name: string;
  scopes: Scope[];
  expires_in_days: number;
}

export type TokenView = Omit<PersonalToken, 'hash' | 'user_id'>;

const shown = ({ hash: _, user_id: __, ...view }: PersonalToken): TokenView => view;

/** Makes a token; undefined when the user has as many as one may have. The token itself is shown here and never again. */
export async function makeToken(
  db: D1Database,
  user_id: string,
  { name, scopes, expires_in_days }: Wanted,
): Promise<(TokenView & { token: string }) | undefined> {
  const token = PREFIX + randomSecret();
  const made: PersonalToken = {
    id: `token-${crypto.randomUUID()}`,
    hash: await hashOf(token),
    user_id,
    name,
    scopes,
    created_at: now(),
    expires_at: new Date(Date.now() + expires_in_days * DAY_MS).toISOString(),
    last_used_at: null,
  };
  const { id, hash, created_at, expires_at } = made;
  const [, inserted] = await db.batch([
    db.prepare('DELETE FROM personal_tokens WHERE user_id = ?1 AND expires_at <= ?2').bind(user_id, created_at),
    db
      .prepare(
        `INSERT INTO personal_tokens (id, hash, user_id, name, scopes, created_at, expires_at)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
         WHERE (SELECT COUNT(*) FROM personal_tokens WHERE user_id = ?3) < ${TOKENS_PER_USER}`,
      )
      .bind(id, hash, user_id, name, JSON.stringify(scopes), created_at, expires_at),
  ]);
  return inserted?.meta.changes === 1 ? { ...shown(made), token } : undefined;
}

/** The times of a token that was made while the clock was ahead, as if it were made now; undefined for any other. */
function madeAhead({
  created_at,
  expires_at,
}: PersonalToken): Pick<PersonalToken, 'created_at' | 'expires_at'> | undefined {
  const ahead = Date.parse(created_at) - Date.now();
  return ahead > 0
    ? { created_at: now(), expires_at: new Date(Date.parse(expires_at) - ahead).toISOString() }
    : undefined;
}

/** Whose token this is, unless it has expired. */
export async function ownerOf(db: D1Database, token: string): Promise<(TokenView & { user: User }) | undefined> {
  const orm = drizzle(db);
  const found = await orm
    .select({ user: users, token: personal_tokens })
    .from(personal_tokens)
    .innerJoin(users, eq(users.id, personal_tokens.user_id))
    .where(and(eq(personal_tokens.hash, await hashOf(token)), gt(personal_tokens.expires_at, now())))
    .get();
  if (!found) return undefined;
  const { id, last_used_at } = found.token;
  const used = last_used_at === null ? 0 : Date.parse(last_used_at);
  const times = madeAhead(found.token);
  if (times || !isAhead(used + USED_MS, Date.now(), USED_MS))
    await orm
      .update(personal_tokens)
      .set({ last_used_at: now(), ...times })
      .where(eq(personal_tokens.id, id))
      // Reading goes on where that cannot be written: a database that is full, for one.
      .catch((error: unknown) => log('warn', 'use of a token not noted', { error }));
  return { ...shown(found.token), user: found.user };
}

/** Whether a token with this id is still good. */
export const tokenLives = async (db: D1Database, id: string): Promise<boolean> =>
  (await drizzle(db)
    .select({ id: personal_tokens.id })
    .from(personal_tokens)
    .where(and(eq(personal_tokens.id, id), gt(personal_tokens.expires_at, now())))
    .get()) !== undefined;

/** The tokens of a user, the newest first. */
export async function tokensOf(db: D1Database, user_id: string): Promise<TokenView[]> {
  const query = drizzle(db).select().from(personal_tokens).where(eq(personal_tokens.user_id, user_id));
  return (await query.orderBy(desc(personal_tokens.created_at)).limit(TOKENS_PER_USER)).map(shown);
}

/** Revokes a token; false when the user has no such one. */
export async function revokeToken(db: D1Database, user_id: string, id: string): Promise<boolean> {
  const mine = and(eq(personal_tokens.id, id), eq(personal_tokens.user_id, user_id));
  return (await drizzle(db).delete(personal_tokens).where(mine).returning({ id: personal_tokens.id })).length > 0;
}
