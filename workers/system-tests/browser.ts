// A browser as the system meets one: keeps cookies, says where it comes from, follows nothing by itself; and a person at a
// provider's page (scripts/lib/oauth-demo).
import { PUBLIC_URL, system } from './system.ts';

export class Browser {
  readonly cookies = new Map<string, string>();
  /** `Set-Cookie` of every answer. */
  readonly set: string[] = [];

  async go(path: string, init: RequestInit = {}): Promise<Response> {
    const { url } = await system();
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0) headers.set('cookie', [...this.cookies].map((pair) => pair.join('=')).join('; '));
    const answer = await fetch(new URL(path, url), { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      this.set.push(line);
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (line.includes('Max-Age=0')) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  /** A form or script of our own page. */
  async post(path: string, body?: object): Promise<Response> {
    const { origin } = (await system()).url;
    const json = body && { body: JSON.stringify(body) };
    return this.go(path, { method: 'POST', headers: { origin, 'sec-fetch-site': 'same-origin' }, ...json });
  }

  /** Who is logged in here, or null. */
  async me(): Promise<{ id: string; display_name: string } | null> {
    const answer = await this.go('/api/v1/me');
    return answer.ok ? ((await answer.json()) as { id: string; display_name: string }) : null;
  }

  /** From our button to the provider's page, and what it sends back: a path with `code` and `state`. */
  async leave(provider: string, as: string): Promise<string> {
    const off = await this.go(`/auth/${provider}`);
    return decide(off.headers.get('location') ?? '', as);
  }

  /** Comes back; null when that logs in, or why it did not. */
  async comeBack(path: string): Promise<string | null> {
    const { headers } = await this.go(path);
    return new URL(headers.get('location') ?? '', PUBLIC_URL).searchParams.get('reason');
  }
}

/** The person chooses who to be; the provider sends the browser to the address that it knows. */
async function decide(authorize: string, as: string): Promise<string> {
  const page = await (await fetch(authorize)).text();
  const links = Array.from(page.matchAll(/href="([^"]+)"/g), ([, href]) => href ?? '');
  const link = links.find((href) => href.endsWith(`&as=${as}`));
  if (link === undefined) throw new Error(page);
  const { headers } = await fetch(new URL(link, authorize), { redirect: 'manual' });
  const { origin, pathname, search } = new URL(headers.get('location') ?? '');
  if (origin !== PUBLIC_URL) throw new Error(`sent to ${origin}`);
  return pathname + search;
}
