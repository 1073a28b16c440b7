// Port: the two requests of the authorization code flow with PKCE (RFC 6749, RFC 7636, RFC 9700). The library behind it is
// replaceable: arctic is deprecated upstream, oauth4webapi is the second adapter, and both pass one contract test.

/** What one provider wants to be asked, and where. All of it is configuration. */
export interface OAuthConfig {
  client_id: string;
  client_secret: string;
  /** Registered at the provider; never taken from a request. */
  redirect_uri: string;
  authorize_url: string;
  token_url: string;
  scopes: readonly string[];
  /** Of an OpenID provider, which gives an id_token; the `iss` of its answers. */
  issuer?: string;
}

/** The secrets of one login; `nonce` is used where the provider gives an id_token. */
export interface LoginSecrets {
  state: string;
  verifier: string;
  nonce: string;
}

export interface Tokens {
  access_token: string;
  /** Unverified: identity.ts verifies it. */
  id_token: string | undefined;
}

export interface OAuthClient {
  /** Where to send the browser. */
  authorizationUrl(secrets: LoginSecrets): Promise<URL>;
  /** Exchanges the code that came back. @throws OAuthFailure */
  exchange(code: string, secrets: LoginSecrets): Promise<Tokens>;
}

export type MakeClient = (config: OAuthConfig) => OAuthClient;

/** Why a login failed, as its page says it. */
export const FAILURES = {
  /** The person pressed Cancel at the provider. */
  cancelled: 400,
  /** The state is missing, unknown, used before, older than ten minutes, or another browser's. */
  state_unknown: 400,
  /** The provider refused the code or the verifier, or answered with an error. */
  refused: 400,
  /** The id_token or the profile is not what it has to be. */
  identity_invalid: 400,
  /** The provider does not answer, or not as agreed. */
  provider_unavailable: 502,
  /** No client id is configured. */
  not_configured: 503,
  /** Linking: this account of the provider belongs to another user here. */
  linked_elsewhere: 409,
  /** Linking: the user has another account of this provider. */
  provider_linked: 409,
  /** Linking: the session that asked has ended. */
  session_ended: 401,
} as const;
export type FailureCode = keyof typeof FAILURES;

export class OAuthFailure extends Error {
  override name = 'OAuthFailure';
  /** `cause` is for the log; nothing of it goes out. */
  constructor(
    readonly code: FailureCode,
    cause?: unknown,
  ) {
    super(code, { cause });
  }
}
