// A browser that meets the gateway alone, and what is registered there.
import { Browser as AnyBrowser } from '#shared/http/testing/browser';
import { env, fetchGateway } from './env.ts';

export const { PUBLIC_URL } = env;

export class Browser extends AnyBrowser {
  constructor() {
    super({
      url: PUBLIC_URL,
      publicUrl: PUBLIC_URL,
      send: (request) => {
        // Unlimited by the login rate of one address.
        request.headers.set('cf-connecting-ip', crypto.randomUUID());
        return fetchGateway(request);
      },
    });
  }

  /** The whole of a login; answers where the browser ends. */
  async logIn(provider: string, as: string, query = ''): Promise<string> {
    const back = await this.go(await this.leave(provider, as, query));
    if (back.status !== 302) throw new Error(`back from ${provider}: ${back.status}`);
    return back.headers.get('location') ?? '';
  }
}

/** Why a login failed, by the address of its page. */
export const reason = (location: string): string | null =>
  new URL(location, PUBLIC_URL).searchParams.get('reason');

/** The rows of a table. */
export const table = async (name: string) => (await env.DB.prepare(`SELECT * FROM ${name}`).all()).results;

/** No one is registered any more. */
export const forgetEverybody = () =>
  env.DB.batch(
    ['identities', 'sessions', 'personal_tokens', 'users'].map((name) => env.DB.prepare(`DELETE FROM ${name}`)),
  );
