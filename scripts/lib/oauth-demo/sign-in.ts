// What both stand-ins share with real providers: a page on which a person decides, and codes that can be redeemed once, within
// ten minutes, by the same client, with the same redirect URI and the PKCE verifier.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PEOPLE, type Person } from './people.ts';

/** The client that may send people here. */
export interface RegisteredClient {
  id: string;
  secret: string;
  redirect_uris: readonly string[];
}

interface Asked {
  redirect_uri: string;
  state: string;
  challenge: string;
  nonce: string | null;
  /** Parameters for the mock server behind this one, if there is one. */
  query: URLSearchParams;
}

interface Granted extends Asked {
  person: Person;
  expires_at: number;
}

const CODE_MS = 600_000;
const random = (): string => randomBytes(24).toString('base64url');

export class SignIn {
  readonly #client: RegisteredClient;
  readonly #name: string;
  readonly #needsNonce: boolean;
  readonly #asked = new Map<string, Asked>();
  readonly #codes = new Map<string, Granted>();

  constructor(client: RegisteredClient, name: string, needsNonce: boolean) {
    this.#client = client;
    this.#name = name;
    this.#needsNonce = needsNonce;
  }

  /** The page. It shows an invalid request as an error here, because the redirect URI may itself be the invalid part. */
  page(url: URL, response: ServerResponse): void {
    const query = url.searchParams;
    const [redirect_uri, state, challenge] = ['redirect_uri', 'state', 'code_challenge'].map(
      (n) => query.get(n) ?? '',
    );
    const wrong = this.#wrongWith(query, redirect_uri ?? '');
    if (wrong !== undefined) return say(response, 400, `<h1>400</h1><p>${escaped(wrong)}</p>`);
    const ticket = random();
    this.#asked.set(ticket, {
      redirect_uri: redirect_uri ?? '',
      state: state ?? '',
      challenge: challenge ?? '',
      nonce: query.get('nonce'),
      query,
    });
    const choice = (who: string) => `decide?ticket=${ticket}&as=${encodeURIComponent(who)}`;
    const people = PEOPLE.map((p) => `<li><a href="${choice(p.login)}">Continue as ${escaped(p.name)}</a></li>`);
    say(
      response,
      200,
      `<h1>${this.#name} (stand-in)</h1><p>MediaHub asks who you are. No account is needed: this page is on your machine.</p>
       <ul>${people.join('')}</ul><p><a href="${choice('')}">Cancel</a></p>`,
    );
  }

  #wrongWith(query: URLSearchParams, redirect_uri: string): string | undefined {
    if (query.get('client_id') !== this.#client.id) return 'unknown client_id';
    if (!this.#client.redirect_uris.includes(redirect_uri))
      return `redirect_uri is not registered: ${redirect_uri}`;
    if (query.get('response_type') !== 'code') return 'response_type must be code';
    if (query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(query.get('code_challenge') ?? ''))
      return 'PKCE with S256 is required';
    if ((query.get('state') ?? '').length < 22) return 'state must have 128 bits';
    if (this.#needsNonce && !query.get('nonce')) return 'nonce is required';
    return undefined;
  }

  /** Back to the client, with a code or with `access_denied`. `extra`: what this provider adds. */
  decide(url: URL, response: ServerResponse, extra: Record<string, string> = {}): void {
    const ticket = url.searchParams.get('ticket') ?? '';
    const asked = this.#asked.get(ticket);
    if (!asked) return say(response, 400, '<h1>400</h1><p>This page has been answered already.</p>');
    this.#asked.delete(ticket);
    const back = new URL(asked.redirect_uri);
    const person = PEOPLE.find(({ login }) => login === url.searchParams.get('as'));
    if (person) {
      const code = random();
      this.#codes.set(code, { ...asked, person, expires_at: Date.now() + CODE_MS });
      back.searchParams.set('code', code);
    } else back.searchParams.set('error', 'access_denied');
    for (const [name, value] of Object.entries({ state: asked.state, ...extra }))
      back.searchParams.set(name, value);
    response.writeHead(302, { location: back.href }).end();
  }

  /** Whether the client has said who it is: HTTP Basic, or in the body. */
  knows(request: IncomingMessage, body: URLSearchParams): boolean {
    const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const said = basic
      ? Buffer.from(basic, 'base64').toString()
      : `${body.get('client_id') ?? ''}:${body.get('client_secret') ?? ''}`;
    return same(said, `${this.#client.id}:${this.#client.secret}`);
  }

  /** Redeems a code for its redirect URI and verifier. Any attempt uses it up; undefined when something does not match. */
  redeem(body: URLSearchParams): Granted | undefined {
    const code = body.get('code') ?? '';
    const granted = this.#codes.get(code);
    this.#codes.delete(code);
    if (!granted || granted.expires_at < Date.now()) return undefined;
    if (body.get('grant_type') !== 'authorization_code') return undefined;
    if (body.get('redirect_uri') !== granted.redirect_uri) return undefined;
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url');
    return same(challenge, granted.challenge) ? granted : undefined;
  }
}

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function say(response: ServerResponse, status: number, body: string): void {
  const style = 'body{font:16px system-ui;max-width:32rem;margin:12vh auto;padding:0 1rem}li{margin:.6rem 0}';
  response
    .writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .end(
      `<!doctype html><html lang="en"><title>Stand-in</title><link rel="icon" href="data:,"><style>${style}</style>${body}</html>`,
    );
}

/** The body of a form. */
export async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}
