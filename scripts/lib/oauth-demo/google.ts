// A stand-in for Google: oauth2-mock-server signs the id_tokens and serves the keys; this server in front of it adds the checks
// that it lacks. On its own it accepts invented codes, a missing verifier and replays, so a client tested against it proves nothing.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT } from 'jose';
import { OAuth2Server } from 'oauth2-mock-server';
import { formOf, sendJson, SignIn, type RegisteredClient } from './sign-in.ts';

/** What a test may spoil in the next id_token. */
export type Spoil = (claims: Record<string, unknown>) => void;

export interface GoogleStandIn {
  url: string;
  server: Server;
  /** Changes the claims of the next id_token before it is signed. */
  spoilNext(spoil: Spoil): void;
  /** Signs the next id_token with a key that is not among ours, under the name of one that is. */
  forgeNext(): void;
}

export async function startGoogle(client: RegisteredClient, port = 0): Promise<GoogleStandIn> {
  const mock = new OAuth2Server();
  await mock.issuer.keys.generate('RS256');
  const signIn = new SignIn(client, 'Google', true);
  let spoil: Spoil | undefined;
  let forge = false;

  const token = async (form: URLSearchParams) => {
    const granted = signIn.redeem(form);
    if (!granted) return undefined;
    const { person, nonce } = granted;
    const signed = await mock.issuer.buildToken({
      expiresIn: 3600,
      scopesOrTransform: (_header, claims) => {
        const { google_sub: sub, email, name } = person;
        Object.assign(claims, { sub, email, email_verified: true, name, aud: client.id, azp: client.id, nonce });
        spoil?.(claims);
        spoil = undefined;
      },
    });
    const id_token = forge ? await forged(signed) : signed;
    forge = false;
    return {
      access_token: `ya29.${crypto.randomUUID()}`,
      token_type: 'Bearer',
      expires_in: 3599,
      scope: 'openid',
      id_token,
    };
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const answer = async () => {
      if (url.pathname === '/o/oauth2/v2/auth') return signIn.page(url, response);
      if (url.pathname === '/o/oauth2/v2/decide')
        return signIn.decide(url, response, { iss: mock.issuer.url ?? '' });
      if (url.pathname !== '/token') return mock.service.requestHandler(request, response);
      const form = await formOf(request);
      if (!signIn.knows(request, form)) return sendJson(response, 401, { error: 'invalid_client' });
      const tokens = await token(form);
      return sendJson(
        response,
        tokens ? 200 : 400,
        tokens ?? { error: 'invalid_grant', error_description: 'Bad Request' },
      );
    };
    answer().catch((error: unknown) => sendJson(response, 500, { error: String(error) }));
  });
  // It alone keeps no process alive.
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve).unref());
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  mock.issuer.url = url;
  return { url, server, spoilNext: (next) => void (spoil = next), forgeNext: () => void (forge = true) };
}

async function forged(token: string): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256');
  const { kid = '' } = decodeProtectedHeader(token);
  return new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
}
