// The providers, from configuration: the operator sets client id and secret, the endpoints have the providers'
// own as defaults, so that a stand-in can take their place. Least scopes: GitHub's public profile needs none.
import { arcticClient } from './arctic.ts';
import type { MakeClient, OAuthClient, OAuthConfig } from './client.ts';
import { oauth4webapiClient } from './oauth4webapi.ts';

export const PROVIDERS = ['github', 'google'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

export const isProvider = (name: string): name is ProviderName => PROVIDERS.some((known) => known === name);

/** The part of the environment that concerns logins at providers. */
export interface OAuthEnv {
  /** Where people reach MediaHub: `redirect_uri` is made of it, never of what a request says. */
  PUBLIC_URL: string;
  /** `oauth4webapi` to use the second adapter. */
  OAUTH_LIBRARY?: string;
  GITHUB_CLIENT_ID?: string;
  GITHUB_CLIENT_SECRET?: string;
  GITHUB_AUTHORIZE_URL?: string;
  GITHUB_TOKEN_URL?: string;
  GITHUB_USER_URL?: string;
  GOOGLE_CLIENT_ID?: string;
  GOOGLE_CLIENT_SECRET?: string;
  GOOGLE_ISSUER?: string;
  GOOGLE_AUTHORIZE_URL?: string;
  GOOGLE_TOKEN_URL?: string;
  GOOGLE_JWKS_URL?: string;
}

export interface Provider extends OAuthConfig {
  name: ProviderName;
  /** It gives an id_token, signed by one of these keys. */
  openid?: { issuer: string; jwks_url: string };
  /** It is asked with the access token. */
  user_url?: string;
}

const ADAPTERS: Record<string, MakeClient> = { arctic: arcticClient, oauth4webapi: oauth4webapiClient };

/** Names of missing variables: without them this login is unavailable. */
export const missingOf = (env: OAuthEnv, name: ProviderName): string[] => {
  const prefix = name === 'github' ? 'GITHUB' : 'GOOGLE';
  return ([`${prefix}_CLIENT_ID`, `${prefix}_CLIENT_SECRET`] as const).filter((variable) => !env[variable]);
};

/** The provider; undefined without its client id and secret. @throws when an endpoint is neither https nor of this machine */
export function providerOf(env: OAuthEnv, name: ProviderName): Provider | undefined {
  if (missingOf(env, name).length > 0) return undefined;
  const redirect_uri = safe(new URL(`/auth/${name}/callback`, env.PUBLIC_URL).href);
  return name === 'github' ? github(env, redirect_uri) : google(env, redirect_uri);
}

const github = (env: OAuthEnv, redirect_uri: string): Provider => ({
  name: 'github',
  client_id: env.GITHUB_CLIENT_ID ?? '',
  client_secret: env.GITHUB_CLIENT_SECRET ?? '',
  redirect_uri,
  authorize_url: safe(env.GITHUB_AUTHORIZE_URL ?? 'https://github.com/login/oauth/authorize'),
  token_url: safe(env.GITHUB_TOKEN_URL ?? 'https://github.com/login/oauth/access_token'),
  user_url: safe(env.GITHUB_USER_URL ?? 'https://api.github.com/user'),
  scopes: [],
});

const google = (env: OAuthEnv, redirect_uri: string): Provider => {
  const issuer = env.GOOGLE_ISSUER ?? 'https://accounts.google.com';
  return {
    name: 'google',
    client_id: env.GOOGLE_CLIENT_ID ?? '',
    client_secret: env.GOOGLE_CLIENT_SECRET ?? '',
    redirect_uri,
    authorize_url: safe(env.GOOGLE_AUTHORIZE_URL ?? 'https://accounts.google.com/o/oauth2/v2/auth'),
    token_url: safe(env.GOOGLE_TOKEN_URL ?? 'https://oauth2.googleapis.com/token'),
    scopes: ['openid', 'email', 'profile'],
    issuer,
    openid: { issuer, jwks_url: safe(env.GOOGLE_JWKS_URL ?? 'https://www.googleapis.com/oauth2/v3/certs') },
  };
};

/** Codes and secrets travel there: in the clear only within this machine. */
function safe(text: string): string {
  const { protocol, hostname } = new URL(text);
  if (protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)))
    return text;
  throw new Error(`${text} must be https`);
}

/** How this provider is spoken to. */
export function clientOf(env: OAuthEnv, provider: Provider): OAuthClient {
  const make = ADAPTERS[env.OAUTH_LIBRARY || 'arctic'];
  if (!make)
    throw new Error(`OAUTH_LIBRARY is ${env.OAUTH_LIBRARY}, not one of ${Object.keys(ADAPTERS).join(', ')}`);
  return make(provider);
}
