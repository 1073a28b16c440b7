// A browser as a server meets one: keeps cookies, says where it comes from, follows nothing by itself; and a person at a login
// provider's page (scripts/lib/oauth-demo).
interface Server {
  /** Where the browser reaches it. */
  url: URL | string;
  /** What the providers know it as. */
  publicUrl: string;
  send(request: Request): Promise<Response>;
}

export class Browser {
  readonly cookies = new Map<string, string>();
  /** `Set-Cookie` of every answer. */
  readonly set: string[] = [];
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
  }

  async go(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0) headers.set('cookie', [...this.cookies].map((pair) => pair.join('=')).join('; '));
    const url = new URL(path, this.#server.url);
    const answer = await this.#server.send(new Request(url, { ...init, headers, redirect: 'manual' }));
    for (const line of answer.headers.getSetCookie()) {
      this.set.push(line);
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (line.includes('Max-Age=0')) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  /** A form or script of our own page. */
  post(path: string, body?: object): Promise<Response> {
    const { origin } = new URL(this.#server.url);
    const json = body && { body: JSON.stringify(body) };
    return this.go(path, { method: 'POST', headers: { origin, 'sec-fetch-site': 'same-origin' }, ...json });
  }

  /** Who is logged in here, or null. */
  async me(): Promise<{ id: string; display_name: string; operator: boolean } | null> {
    const answer = await this.go('/api/v1/me');
    return answer.ok ? await answer.json() : null;
  }

  /** From our button to the provider's page, and what it sends back: a path with `code` and `state`. */
  async leave(provider: string, as: string, query = ''): Promise<string> {
    const off = await this.go(`/auth/${provider}${query}`);
    if (off.status !== 307) throw new Error(`/auth/${provider}: ${off.status}`);
    return this.decide(off.headers.get('location') ?? '', as);
  }

  /** At the provider's page; answers the path that it sends back to. */
  async decide(authorize: string, as: string): Promise<string> {
    const { origin, pathname, search } = await decide(authorize, as);
    if (origin !== this.#server.publicUrl) throw new Error(`sent to ${origin}`);
    return pathname + search;
  }

  /** Comes back; null when that logs in, or why it did not. */
  async comeBack(path: string): Promise<string | null> {
    const { headers } = await this.go(path);
    return new URL(headers.get('location') ?? '', this.#server.publicUrl).searchParams.get('reason');
  }
}

/** The person chooses who to be (no one: cancels); answers where the provider sends the browser. */
export async function decide(authorize: URL | string, as: string): Promise<URL> {
  const page = await (await fetch(authorize)).text();
  const links = Array.from(page.matchAll(/href="([^"]+)"/g), ([, href]) => href ?? '');
  const link = links.find((href) => href.endsWith(`&as=${as}`));
  if (link === undefined) throw new Error(`no way to continue as ${as}: ${page}`);
  const { headers } = await fetch(new URL(link, authorize), { redirect: 'manual' });
  return new URL(headers.get('location') ?? '');
}
