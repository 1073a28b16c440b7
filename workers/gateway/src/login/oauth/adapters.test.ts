// The contract of the port, for each adapter, against stand-ins as strict as the providers: a code is good once, with its
// verifier, for its redirect URI; a refusal is the error `refused`, and a provider that is away is `provider_unavailable`.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStandIns, type StandIns } from '../../../../../scripts/lib/oauth-demo/stand-ins.ts';
import { PEOPLE } from '../../../../../scripts/lib/oauth-demo/people.ts';
import { decide } from '#shared/http/testing/browser';
import { hashOf, randomSecret } from '../../session/secret.ts';
import type { LoginSecrets, OAuthClient } from './client.ts';
import { identityOf } from './identity.ts';
import { clientOf, providerOf, type OAuthEnv, type Provider, type ProviderName } from './providers.ts';

let standIns: StandIns;
beforeAll(async () => {
  standIns = await startStandIns('http://localhost:8080');
});
afterAll(() => standIns.stop());

const secrets = async (): Promise<LoginSecrets> => ({
  state: randomSecret(),
  verifier: await hashOf(randomSecret()),
  nonce: randomSecret(),
});

const LIBRARIES = ['arctic', 'oauth4webapi'] as const;
const NAMES: readonly ProviderName[] = ['github', 'google'];
const CASES = LIBRARIES.flatMap((library) => NAMES.map((name) => [library, name] as const));

describe.each(CASES)('%s at %s', (library, name) => {
  const set = (change: Partial<OAuthEnv> = {}): { provider: Provider; client: OAuthClient } => {
    const env = { ...(standIns.vars as unknown as OAuthEnv), OAUTH_LIBRARY: library, ...change };
    const provider = providerOf(env, name);
    if (!provider) throw new Error('not configured');
    return { provider, client: clientOf(env, provider) };
  };
  async function come(as = 'hanako') {
    const { provider, client } = set();
    const kept = await secrets();
    const url = await client.authorizationUrl(kept);
    return { provider, client, kept, url, back: (await decide(url, as)).searchParams };
  }

  test('asks with PKCE, the state, and no more scopes than it needs', async () => {
    const { url, kept } = await come();
    const asked = Object.fromEntries(url.searchParams);
    expect(asked).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', state: kept.state });
    expect(asked['code_challenge']).toBe(await hashOf(kept.verifier));
    expect(asked['redirect_uri']).toBe(`http://localhost:8080/auth/${name}/callback`);
    expect(asked['scope'] ?? '').toBe(name === 'google' ? 'openid email profile' : '');
    expect(url.href).not.toContain(kept.verifier);
  });

  test('learns who it is, by the number of the provider', async () => {
    const { provider, client, kept, back } = await come();
    expect(back.get('state')).toBe(kept.state);
    const tokens = await client.exchange(back.get('code') ?? '', kept);
    const [hanako] = PEOPLE;
    expect(await identityOf(provider, tokens, kept)).toMatchObject({
      provider: name,
      provider_id: name === 'github' ? String(hanako?.github_id) : hanako?.google_sub,
      display_name: '山田 花子',
      email: 'hanako@example.com',
    });
  });

  test('a name that cannot be shown safely is made fit, and is no reason to refuse', async () => {
    const { provider, client, kept, back } = await come('mallory');
    const who = await identityOf(provider, await client.exchange(back.get('code') ?? '', kept), kept);
    expect(who.display_name).toBe('Mallory <img src=x onerror=alert(1)>');
  });

  test('a code is good once', async () => {
    const { client, kept, back } = await come();
    const code = back.get('code') ?? '';
    await client.exchange(code, kept);
    await expect(client.exchange(code, kept)).rejects.toMatchObject({ code: 'refused' });
  });

  test.each(['an invented code', 'another verifier', 'another secret of the client', 'another redirect URI'])(
    '%s is refused',
    async (wrong) => {
      const { client, kept, back } = await come();
      const secret = { [`${name.toUpperCase()}_CLIENT_SECRET`]: 'wrong' };
      const other =
        wrong === 'another secret of the client'
          ? set(secret).client
          : wrong === 'another redirect URI'
            ? set({ PUBLIC_URL: 'http://localhost:9999' }).client
            : client;
      const code = wrong === 'an invented code' ? 'invented' : (back.get('code') ?? '');
      const used = wrong === 'another verifier' ? { ...kept, verifier: await hashOf('another') } : kept;
      await expect(other.exchange(code, used)).rejects.toMatchObject({ code: 'refused' });
    },
  );

  test('a provider that does not answer, or not as agreed, is said to be away', async () => {
    const { kept } = await come();
    const [token] = [`${name.toUpperCase()}_TOKEN_URL`];
    for (const url of ['http://localhost:1/token', `${standIns.github.url}/nothing`]) {
      const { client } = set({ [token]: url });
      await expect(client.exchange('code', kept)).rejects.toMatchObject({ code: 'provider_unavailable' });
    }
  });
});

describe('an id_token', () => {
  const hour = 3600;
  const now = () => Math.floor(Date.now() / 1000);
  test.each<[string, (claims: Record<string, unknown>) => void]>([
    ['for another client', (c) => void (c['aud'] = 'somebody')],
    ['for several, issued to another', (c) => Object.assign(c, { aud: ['mediahub-google', 'x'], azp: 'x' })],
    ['of another issuer', (c) => void (c['iss'] = 'https://evil.example')],
    ['with another nonce', (c) => void (c['nonce'] = 'x')],
    ['without a nonce', (c) => void delete c['nonce']],
    ['without a subject', (c) => void delete c['sub']],
    ['that has expired', (c) => Object.assign(c, { iat: now() - 2 * hour, exp: now() - hour })],
    ['without an end', (c) => void delete c['exp']],
    ['from long ago', (c) => Object.assign(c, { iat: now() - hour, exp: now() + hour })],
  ])('%s is refused', async (_wrong, spoil) => {
    const env = standIns.vars as unknown as OAuthEnv;
    const provider = providerOf(env, 'google');
    if (!provider) throw new Error('not configured');
    const kept = await secrets();
    const client = clientOf(env, provider);
    const { searchParams: back } = await decide(await client.authorizationUrl(kept), 'alice');
    standIns.google.spoilNext(spoil);
    const tokens = await client.exchange(back.get('code') ?? '', kept);
    await expect(identityOf(provider, tokens, kept)).rejects.toMatchObject({ code: 'identity_invalid' });
  });

  test('that is missing, malformed, unsigned, or signed with an unknown key is refused', async () => {
    const provider = providerOf(standIns.vars as unknown as OAuthEnv, 'google');
    if (!provider) throw new Error('not configured');
    const kept = await secrets();
    const { SignJWT, UnsecuredJWT, generateKeyPair } = await import('jose');
    const { privateKey } = await generateKeyPair('RS256');
    const claims = {
      iss: standIns.google.url,
      aud: 'mediahub-google',
      sub: '1',
      nonce: kept.nonce,
      iat: now(),
      exp: now() + 60,
    };
    const foreign = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'x' }).sign(privateKey);
    for (const id_token of [foreign, new UnsecuredJWT(claims).encode(), undefined, 'a.b.c'])
      await expect(identityOf(provider, { access_token: 'x', id_token }, kept)).rejects.toMatchObject({
        code: 'identity_invalid',
      });
  });
});

test('an endpoint in the clear is refused, unless it is on this machine', () => {
  const env = { ...(standIns.vars as unknown as OAuthEnv), GITHUB_TOKEN_URL: 'http://github.example/token' };
  expect(() => providerOf(env, 'github')).toThrow('must be https');
});

test('without a client id there is no provider', () => {
  expect(providerOf({ PUBLIC_URL: 'http://localhost:8080' }, 'github')).toBeUndefined();
});
