// The user who has logged in, according to the provider: Google's id_token, verified against its keys, or GitHub's answer to the
// access token. An identity is (provider, the provider's id), never an e-mail, which can change hands. The tokens end here.
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as z from 'zod';
import { madeSafe } from '#shared/http/user-text';
import { OAuthFailure, type LoginSecrets, type Tokens } from './client.ts';
import type { Provider } from './providers.ts';

/** A user's profile from a provider. */
export interface Identity {
  provider: string;
  provider_id: string;
  /** Empty when the provider keeps it to itself. */
  email: string;
  display_name: string;
  avatar_url: string | null;
}

const NAME_MAX = 100;
const Text = z.string().max(2000);
const Email = z.string().max(320).nullish();
const Picture = z
  .url({ protocol: /^https$/ })
  .nullish()
  .catch(null);

/** @throws OAuthFailure identity_invalid, provider_unavailable */
export const identityOf = (provider: Provider, tokens: Tokens, secrets: LoginSecrets): Promise<Identity> =>
  provider.openid ? fromIdToken(provider, tokens, secrets) : fromUserApi(provider, tokens);

const Claims = z.object({
  sub: z.string().min(1).max(255),
  email: Email,
  name: Text.nullish(),
  picture: Picture,
  nonce: z.string(),
  azp: z.string().optional(),
});

const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();
/** Remembered by its address, so that the keys are fetched once and again when one is unknown. */
function keysAt(url: string): ReturnType<typeof createRemoteJWKSet> {
  const known = keySets.get(url);
  if (known) return known;
  const made = createRemoteJWKSet(new URL(url), { timeoutDuration: 5000 });
  keySets.set(url, made);
  return made;
}

async function fromIdToken(provider: Provider, { id_token }: Tokens, { nonce }: LoginSecrets): Promise<Identity> {
  const { name, client_id, openid } = provider;
  if (!openid || id_token === undefined) throw new OAuthFailure('identity_invalid', 'no id_token');
  try {
    const { payload } = await jwtVerify(id_token, keysAt(openid.jwks_url), {
      issuer: openid.issuer,
      audience: client_id,
      algorithms: ['RS256', 'ES256'],
      requiredClaims: ['exp', 'iat', 'sub', 'nonce'],
      clockTolerance: 30,
      maxTokenAge: '10m',
    });
    const claims = Claims.parse(payload);
    if (claims.nonce !== nonce) throw new Error('another nonce');
    // OpenID Connect Core 3.1.3.7: with several audiences, it must have been issued to us.
    if ((Array.isArray(payload.aud) || claims.azp !== undefined) && claims.azp !== client_id)
      throw new Error('another azp');
    return identity(name, claims.sub, claims.name ?? '', claims.email, claims.picture);
  } catch (error) {
    throw new OAuthFailure('identity_invalid', error);
  }
}

const GitHubUser = z.object({
  id: z.int().positive(),
  login: Text,
  name: Text.nullish(),
  email: Email,
  avatar_url: Picture,
});

async function fromUserApi(provider: Provider, { access_token }: Tokens): Promise<Identity> {
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${access_token}`,
    'user-agent': 'mediahub',
  };
  const init = { headers, redirect: 'manual' as const, signal: AbortSignal.timeout(10_000) };
  const response = await fetch(provider.user_url ?? '', init).catch((error: unknown) => {
    throw new OAuthFailure('provider_unavailable', error);
  });
  if (!response.ok)
    throw new OAuthFailure(response.status < 500 ? 'identity_invalid' : 'provider_unavailable', response.status);
  const said = GitHubUser.safeParse(await response.json().catch(() => null));
  if (!said.success) throw new OAuthFailure('identity_invalid', said.error);
  const { id, login, name, email, avatar_url } = said.data;
  return identity(provider.name, String(id), name ?? login, email, avatar_url);
}

const identity = (
  provider: string,
  provider_id: string,
  name: string,
  email: string | null | undefined,
  picture: string | null | undefined,
): Identity => ({
  provider,
  provider_id,
  email: madeSafe(email ?? '', 320),
  display_name: madeSafe(name, NAME_MAX) || `${provider} ${provider_id}`,
  avatar_url: picture ?? null,
});
