// Adapter over arctic's generic client: unlike its client for GitHub, it does PKCE for every provider and takes the endpoints.
// arctic takes any 200 for success, but GitHub says its errors with 200 and `{error}`: an answer without an access token is one.
import { CodeChallengeMethod, OAuth2Client, OAuth2RequestError, UnexpectedErrorResponseBodyError } from 'arctic';
import { OAuthFailure, type MakeClient } from './client.ts';

export const arcticClient: MakeClient = ({ client_id, client_secret, redirect_uri, ...config }) => {
  const client = new OAuth2Client(client_id, client_secret, redirect_uri);
  return {
    authorizationUrl({ state, verifier, nonce }) {
      const { authorize_url, scopes } = config;
      const url = client.createAuthorizationURLWithPKCE(authorize_url, state, CodeChallengeMethod.S256, verifier, [
        ...scopes,
      ]);
      if (config.issuer !== undefined) url.searchParams.set('nonce', nonce);
      return Promise.resolve(url);
    },
    async exchange(code, { verifier }) {
      const answer = await client
        .validateAuthorizationCode(config.token_url, code, verifier)
        .catch((error: unknown) => {
          const refused = error instanceof OAuth2RequestError || error instanceof UnexpectedErrorResponseBodyError;
          throw new OAuthFailure(refused ? 'refused' : 'provider_unavailable', error);
        });
      const { access_token, id_token, error } = answer.data as Record<string, unknown>;
      if (typeof access_token !== 'string' || error !== undefined) throw new OAuthFailure('refused', error);
      return { access_token, id_token: typeof id_token === 'string' ? id_token : undefined };
    },
  };
};
