// Every way in which a JWT can be nearly right (RFC 8725), made from a good one. A verifier must refuse each of them.
import { generateKeyPair, SignJWT, UnsecuredJWT, type JWTHeaderParameters, type JWTPayload } from 'jose';
import type { Key } from '#shared/http/keys';

export interface GoodToken {
  key: Key;
  issuer: string;
  audience: string;
  typ: string;
  /** `sub` and the claims of this kind of token, all of them required. */
  claims: JWTPayload & { sub: string };
}

const now = (): number => Math.floor(Date.now() / 1000);

/** 32 random bytes under a key id. */
export const randomKey = (kid: string): Key => ({ kid, secret: crypto.getRandomValues(new Uint8Array(32)) });

/** The table: what is wrong, and the token. */
export async function badTokens(good: GoodToken): Promise<[string, string][]> {
  const { key, typ } = good;
  const payload: JWTPayload = {
    iss: good.issuer,
    aud: good.audience,
    jti: crypto.randomUUID(),
    iat: now(),
    exp: now() + 60,
    ...good.claims,
  };
  const sign = (change: JWTPayload, header: Partial<JWTHeaderParameters> = {}, secret = key.secret) =>
    new SignJWT({ ...payload, ...change })
      .setProtectedHeader({ alg: 'HS256', typ, kid: key.kid, ...header })
      .sign(secret);
  const without = (claim: string) => sign({ [claim]: undefined });

  const right = await sign({});
  const [head, body, signature] = right.split('.') as [string, string, string];
  const rsa = await generateKeyPair('RS256');
  const longKey = crypto.getRandomValues(new Uint8Array(64));

  const table: Record<string, string | Promise<string>> = {
    'no token at all': '',
    'not a JWT': 'abc.def',
    'alg none': new UnsecuredJWT(payload).encode(),
    'alg none in the header of a signed one': `${btoa('{"alg":"none"}').replaceAll('=', '')}.${body}.${signature}`,
    'no signature': `${head}.${body}.`,
    'HS512 with the right secret': sign({}, { alg: 'HS512' }),
    RS256: new SignJWT(payload).setProtectedHeader({ alg: 'RS256', typ, kid: key.kid }).sign(rsa.privateKey),
    'another secret under our kid': sign({}, {}, longKey),
    'an unknown kid': sign({}, { kid: 'nobody' }),
    'no kid': new SignJWT(payload).setProtectedHeader({ alg: 'HS256', typ }).sign(key.secret),
    'another issuer': sign({ iss: 'somebody' }),
    'another audience': sign({ aud: 'somebody' }),
    'another type': sign({}, { typ: 'JWT' }),
    'no type': new SignJWT(payload).setProtectedHeader({ alg: 'HS256', kid: key.kid }).sign(key.secret),
    expired: sign({ exp: now() - 31 }),
    'issued by a clock that is ahead': sign({ iat: now() + 3_600, exp: now() + 3_660 }),
    'not valid yet': sign({ nbf: now() + 31 }),
    'sub of somebody else': sign({ sub: 'user-of-somebody-else' }),
    'a flipped bit in the signature': `${head}.${body}.${flip(signature)}`,
    'a flipped bit in the claims': `${head}.${flip(body)}.${signature}`,
  };
  for (const claim of ['exp', 'iat', 'iss', 'aud', 'jti', ...Object.keys(good.claims)])
    table[`no ${claim}`] = without(claim);
  return Promise.all(
    Object.entries(table).map(async ([wrong, token]): Promise<[string, string]> => [wrong, await token]),
  );
}

/** Another first character: the first one has no padding bits that a decoder would ignore. */
const flip = (text: string): string => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
