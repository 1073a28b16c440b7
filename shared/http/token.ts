// The short-lived token that the gateway puts on what it forwards, and that every service checks again.
// HS256 only, with issuer, audience, type and every claim required (RFC 8725).
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

export interface Caller {
  user_id: string;
  operator: boolean;
}

const ISSUER = 'mediahub-gateway';
const AUDIENCE = 'mediahub-services';
const TYPE = 'mediahub-forward+jwt';
const LIFETIME_SECONDS = 60;
const MIN_KEY_BYTES = 32;

export interface Key {
  kid: string;
  secret: Uint8Array;
}

/**
 * Parses `kid:base64url[,kid:base64url]`: the first key signs, all verify (rotation).
 * @throws when a key is missing, shorter than 32 bytes, or has too little variety to be random.
 */
export function parseKeys(text: string | undefined): readonly [Key, ...Key[]] {
  const keys = (text ?? '').split(',').filter(Boolean).map(parseKey);
  const [first, ...rest] = keys;
  if (!first) throw new Error('no signing key is configured');
  return [first, ...rest];
}

function parseKey(text: string): Key {
  const [kid, encoded, more] = text.split(':');
  if (!kid || !encoded || more !== undefined) throw new Error('a signing key is written kid:base64url');
  if (!/^[A-Za-z0-9_-]+$/.test(encoded)) throw new Error(`signing key ${kid} is not base64url`);
  const base64 = encoded.replaceAll('-', '+').replaceAll('_', '/');
  const secret = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  if (secret.length < MIN_KEY_BYTES || new Set(secret).size < 12)
    throw new Error(`signing key ${kid} is not ${MIN_KEY_BYTES} random bytes`);
  return { kid, secret };
}

const Claims = z.object({
  sub: z.string(),
  jti: z.string(),
  user_id: z.string(),
  roles: z.array(z.string()),
});

/** Finds the secret that a token names by its `kid`; for jose's `jwtVerify`. */
export const secretOf =
  (keys: readonly Key[]) =>
  ({ kid }: { kid?: string }): Uint8Array => {
    const key = keys.find((k) => k.kid === kid);
    if (!key) throw new Error('unknown kid');
    return key.secret;
  };

/** Signs the forward token of a caller. */
export const signForward = (caller: Caller, [key]: readonly [Key, ...Key[]]): Promise<string> =>
  new SignJWT({ user_id: caller.user_id, roles: caller.operator ? ['operator'] : [] })
    .setProtectedHeader({ alg: 'HS256', typ: TYPE, kid: key.kid })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(caller.user_id)
    .setJti(crypto.randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${LIFETIME_SECONDS}s`)
    .sign(key.secret);

/** Verifies a forward token. @throws when anything about it is not exactly right. */
export async function verifyForward(token: string, keys: readonly Key[]): Promise<Caller> {
  const { payload } = await jwtVerify(token, secretOf(keys), {
    algorithms: ['HS256'],
    issuer: ISSUER,
    audience: AUDIENCE,
    typ: TYPE,
    requiredClaims: ['exp', 'iat', 'sub', 'jti', 'user_id'],
    clockTolerance: 5,
  });
  const claims = Claims.parse(payload);
  if (claims.sub !== claims.user_id) throw new Error('sub and user_id differ');
  return { user_id: claims.user_id, operator: claims.roles.includes('operator') };
}
