// A browser as the gateway meets one, and a person at a provider's page (scripts/lib/oauth-demo).
import { expect } from 'vitest';
import { env, fetchGateway } from './env.ts';

export const { PUBLIC_URL } = env;

/** A browser: keeps cookies, follows nothing by itself. */
export class Browser {
  readonly cookies = new Map<string, string>();
  async go(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (cookie) headers.set('cookie', cookie);
    // Unlimited by the login rate of one address.
    headers.set('cf-connecting-ip', crypto.randomUUID());
    const url = new URL(path, PUBLIC_URL);
    const response = await fetchGateway(new Request(url, { ...init, headers, redirect: 'manual' }));
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (line.includes('Max-Age=0')) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
  post = (path: string, body?: object) =>
    this.go(path, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  async me() {
    const answer = await this.go('/api/v1/me');
    return answer.status === 200 ? answer.json<{ id: string; display_name: string; operator: boolean }>() : null;
  }
  /** From our button to the provider's page, and what it sends back. */
  async leave(provider: string, as: string, query = ''): Promise<string> {
    const off = await this.go(`/auth/${provider}${query}`);
    expect(off.status).toBe(307);
    return decide(off.headers.get('location') ?? '', as);
  }
  /** The whole of a login; answers where the browser ends. */
  async logIn(provider: string, as: string, query = ''): Promise<string> {
    const back = await this.go(await this.leave(provider, as, query));
    expect(back.status).toBe(302);
    return back.headers.get('location') ?? '';
  }
}

export async function decide(authorize: string, as: string): Promise<string> {
  const page = await (await fetch(authorize)).text();
  const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, href]) => href ?? '');
  const link = links.find((href) => href.endsWith(`&as=${as}`));
  if (link === undefined) throw new Error(page);
  const { headers } = await fetch(new URL(link, authorize), { redirect: 'manual' });
  const back = new URL(headers.get('location') ?? '');
  expect(back.origin).toBe(PUBLIC_URL);
  return back.pathname + back.search;
}

/** Why a login failed, by the address of its page. */
export const reason = (location: string): string | null =>
  new URL(location, PUBLIC_URL).searchParams.get('reason');

/** The rows of a table. */
export const table = async (name: string) => (await env.DB.prepare(`SELECT * FROM ${name}`).all()).results;

/** Nobody is registered any more. */
export const forgetEverybody = () =>
  env.DB.batch(
    ['identities', 'sessions', 'personal_tokens', 'users'].map((name) => env.DB.prepare(`DELETE FROM ${name}`)),
  );
