// A stand-in for GitHub's OAuth, with its ways: errors of the token endpoint are answered 200 and `{error}`, its API needs a
// User-Agent, tokens begin with `gho_`, and nothing is signed.
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Person } from './people.ts';
import { formOf, sendJson, SignIn, type RegisteredClient } from './sign-in.ts';

export interface GitHubStandIn {
  url: string;
  server: Server;
}

/** GitHub's words, as its documentation gives them. */
const ERRORS = {
  incorrect_client_credentials: 'The client_id and/or client_secret passed are incorrect.',
  bad_verification_code: 'The code passed is incorrect or expired.',
};
const refuse = (response: ServerResponse, error: keyof typeof ERRORS): void =>
  sendJson(response, 200, { error, error_description: ERRORS[error], error_uri: 'https://docs.github.com/' });

export async function startGitHub(client: RegisteredClient, port = 0): Promise<GitHubStandIn> {
  const signIn = new SignIn(client, 'GitHub', false);
  const tokens = new Map<string, Person>();

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = await formOf(request);
    if (!signIn.knows(request, form)) return refuse(response, 'incorrect_client_credentials');
    const granted = signIn.redeem(form);
    if (!granted) return refuse(response, 'bad_verification_code');
    const access_token = `gho_${randomBytes(27).toString('base64url').replaceAll(/[_-]/g, 'x')}`;
    tokens.set(access_token, granted.person);
    sendJson(response, 200, { access_token, token_type: 'bearer', scope: '' });
  }

  function user(request: IncomingMessage, response: ServerResponse): void {
    if (!request.headers['user-agent'])
      return sendJson(response, 403, { message: 'Request forbidden by administrative rules.' });
    const person = tokens.get(/^(?:Bearer|token) (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
    if (!person) return sendJson(response, 401, { message: 'Bad credentials' });
    const { github_id: id, login, name, email } = person;
    sendJson(response, 200, {
      id,
      login,
      name,
      email,
      avatar_url: `https://avatars.example.com/u/${id}`,
      type: 'User',
    });
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const answer = async () => {
      if (url.pathname === '/login/oauth/authorize') return signIn.page(url, response);
      if (url.pathname === '/login/oauth/decide') return signIn.decide(url, response);
      if (url.pathname === '/login/oauth/access_token' && request.method === 'POST')
        return token(request, response);
      if (url.pathname === '/user') return user(request, response);
      return sendJson(response, 404, { message: 'Not Found' });
    };
    answer().catch((error: unknown) => sendJson(response, 500, { message: String(error) }));
  });
  // It alone keeps no process alive.
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve).unref());
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, server };
}
