// Adapter over oauth4webapi, for the day when arctic is no longer available. It is stricter by itself (types of answers, `iss`), and
// needs an explicit option for an insecure endpoint, which only a stand-in on this machine may have.
import * as oauth from 'oauth4webapi';
import { OAuthFailure, type MakeClient } from './client.ts';

export const oauth4webapiClient: MakeClient = ({ client_id, client_secret, redirect_uri, ...config }) => {
  const server: oauth.AuthorizationServer = {
    issuer: config.issuer ?? new URL(config.authorize_url).origin,
    authorization_endpoint: config.authorize_url,
    token_endpoint: config.token_url,
  };
  const client: oauth.Client = { client_id };
  const insecure = { [oauth.allowInsecureRequests]: new URL(config.token_url).protocol === 'http:' };
  return {
    async authorizationUrl({ state, verifier, nonce }) {
      const url = new URL(config.authorize_url);
      const asked = {
        response_type: 'code',
        client_id,
        redirect_uri,
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(config.scopes.length > 0 ? { scope: config.scopes.join(' ') } : {}),
        ...(config.issuer === undefined ? {} : { nonce }),
      };
      for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
      return url;
    },
    async exchange(code, { state, verifier, nonce }) {
      try {
        const answered = oauth.validateAuthResponse(server, client, new URLSearchParams({ code, state }), state);
        // In the body: within Basic it would be percent-encoded, by the letter of RFC 6749, which not every provider decodes.
        const secret = oauth.ClientSecretPost(client_secret);
        const response = await oauth.authorizationCodeGrantRequest(
          server,
          client,
          secret,
          answered,
          redirect_uri,
          verifier,
          { ...insecure, headers: { accept: 'application/json' } },
        );
        const expected = config.issuer === undefined ? {} : { expectedNonce: nonce, requireIdToken: true };
        const { access_token, id_token } = await oauth.processAuthorizationCodeResponse(
          server,
          client,
          await agreed(response),
          expected,
        );
        return { access_token, id_token };
      } catch (error) {
        if (error instanceof OAuthFailure) throw error;
        const said = error instanceof oauth.ResponseBodyError || error instanceof oauth.OperationProcessingError;
        throw new OAuthFailure(said ? 'refused' : 'provider_unavailable', error);
      }
    },
  };
};

/** Between what GitHub answers and what the library takes: errors come with 200 and `{error}`, and no scope is `scope: ""`. */
async function agreed(response: Response): Promise<Response> {
  if (![200, 400, 401].includes(response.status)) throw new OAuthFailure('provider_unavailable', response.status);
  if (response.status !== 200) return response;
  const { scope, ...said } = (await response.json()) as Record<string, unknown>;
  if (said['error'] !== undefined) throw new OAuthFailure('refused', said['error']);
  return Response.json(scope ? { ...said, scope } : said);
}
