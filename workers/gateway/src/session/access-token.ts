// The access token of API clients: short-lived, HS256 only, with issuer, audience and type of its own (RFC 8725), so
// it can never pass for a forward token. It names a server-side session and is worth nothing once that has ended.
import { jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';
import { importedKey, keyOf } from '#shared/http/imported-key';
import type { Key, Keys } from '#shared/http/keys';
import { rememberedTokens } from '#shared/http/remembered-tokens';

export const ACCESS_TOKEN = {
  issuer: 'mediahub',
  audience: 'mediahub-clients',
  typ: 'mediahub-access+jwt',
} as const;
const LIFETIME = '1h';

const Claims = z.object({ sub: z.string(), user_id: z.string(), sid: z.string() });

export interface Access {
  user_id: string;
  /** Id of the session that the token belongs to. */
  sid: string;
}

/** Signs an access token for a session, with the first of the keys. */
export const signAccess = async ({ user_id, sid }: Access, [key]: Keys): Promise<string> =>
  new SignJWT({ user_id, sid })
    .setProtectedHeader({ alg: 'HS256', typ: ACCESS_TOKEN.typ, kid: key.kid })
    .setIssuer(ACCESS_TOKEN.issuer)
    .setAudience(ACCESS_TOKEN.audience)
    .setSubject(user_id)
    .setJti(crypto.randomUUID())
    .setIssuedAt()
    .setExpirationTime(LIFETIME)
    .sign(await importedKey(key));

const verified = rememberedTokens<Access>();

/** Verifies an access token; whether its session is open is another question. @throws when anything is not exactly right. */
export const verifyAccess = (token: string, keys: readonly Key[]): Promise<Access> =>
  verified(token, keys, () => verify(token, keys));

async function verify(token: string, keys: readonly Key[]): Promise<{ says: Access; exp: number }> {
  const { payload } = await jwtVerify(token, keyOf(keys), {
    ...ACCESS_TOKEN,
    algorithms: ['HS256'],
    requiredClaims: ['exp', 'iat', 'sub', 'jti', 'user_id', 'sid'],
    // One from a clock that was ahead would be good until that has come.
    maxTokenAge: LIFETIME,
    clockTolerance: 5,
  });
  const { sub, user_id, sid } = Claims.parse(payload);
  if (sub !== user_id) throw new Error('sub and user_id differ');
  return { says: { user_id, sid }, exp: payload.exp ?? 0 };
}
