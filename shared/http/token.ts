// The short-lived token that the gateway puts on what it forwards, and that every service checks again.
// HS256 only, with issuer, audience, type and every claim required (RFC 8725).
import { jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';
import { importedKey, keyOf } from './imported-key.ts';
import type { Key, Keys } from './keys.ts';
import { rememberedTokens } from './remembered-tokens.ts';

export interface Caller {
  user_id: string;
  operator: boolean;
}

const ISSUER = 'mediahub-gateway';
const AUDIENCE = 'mediahub-services';
const TYPE = 'mediahub-forward+jwt';
const LIFETIME_SECONDS = 60;

const Claims = z.object({
  sub: z.string(),
  jti: z.string(),
  user_id: z.string(),
  roles: z.array(z.string()),
});

/** Signs the forward token of a caller. */
export const signForward = async (caller: Caller, [key]: Keys): Promise<string> =>
  new SignJWT({ user_id: caller.user_id, roles: caller.operator ? ['operator'] : [] })
    .setProtectedHeader({ alg: 'HS256', typ: TYPE, kid: key.kid })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(caller.user_id)
    .setJti(crypto.randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${LIFETIME_SECONDS}s`)
    .sign(await importedKey(key));

const verified = rememberedTokens<Caller>();

/** Verifies a forward token, once: until it expires the same token says the same. @throws when anything about it is not exactly right. */
export const verifyForward = (token: string, keys: readonly Key[]): Promise<Caller> =>
  verified(token, keys, () => verify(token, keys));

async function verify(token: string, keys: readonly Key[]): Promise<{ says: Caller; exp: number }> {
  const { payload } = await jwtVerify(token, keyOf(keys), {
    algorithms: ['HS256'],
    issuer: ISSUER,
    audience: AUDIENCE,
    typ: TYPE,
    requiredClaims: ['exp', 'iat', 'sub', 'jti', 'user_id'],
    // One from a clock that was ahead would be good until that has come.
    maxTokenAge: LIFETIME_SECONDS,
    clockTolerance: 5,
  });
  const claims = Claims.parse(payload);
  if (claims.sub !== claims.user_id) throw new Error('sub and user_id differ');
  const says = { user_id: claims.user_id, operator: claims.roles.includes('operator') };
  return { says, exp: payload.exp ?? 0 };
}
