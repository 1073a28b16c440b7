// Logins at GitHub and Google over the whole system, against stand-ins as strict as they are (rules C7, C8, C10): which user is
// logged in, what this user can do then, and that a stolen, repeated or forged answer lets no one in.
import { describe, expect, it } from 'vitest';
import { Browser } from '#shared/http/testing/browser';
import { PUBLIC_URL, system } from './system.ts';

const { standIns, url } = await system();
const newBrowser = () => new Browser({ url, publicUrl: PUBLIC_URL, send: (request) => fetch(request) });
const PROVIDERS = ['github', 'google'] as const;

describe.each(PROVIDERS)('at %s', (provider) => {
  it('a user logs in, works with the cookie alone, and is the same user the next time', async () => {
    const [here, there] = [newBrowser(), newBrowser()];
    expect(await here.comeBack(await here.leave(provider, 'alice'))).toBeNull();
    const me = await here.me();
    expect(me?.display_name).toBe('Alice Archer');
    expect((await here.post('/api/v1/albums', { name: '京都' })).status).toBe(201);
    await there.comeBack(await there.leave(provider, 'alice'));
    expect((await there.me())?.id).toBe(me?.id);
    for (const line of here.set) expect(line).toMatch(/; HttpOnly; SameSite=Lax$/);
  });

  it('an answer is good once, in the browser that began', async () => {
    const [browser, thief] = [newBrowser(), newBrowser()];
    const back = await browser.leave(provider, 'alice');
    await thief.leave(provider, 'mallory');
    expect(await thief.comeBack(back)).toBe('state_unknown');
    expect(await browser.comeBack(back)).toBeNull();
    expect(await browser.comeBack(back)).toBe('state_unknown');
    expect(await thief.me()).toBeNull();
  });

  it('another state, another code, and Cancel log no one in', async () => {
    const browser = newBrowser();
    const back = await browser.leave(provider, 'alice');
    expect(await browser.comeBack(back.replace(/state=[^&]+/, `state=${'x'.repeat(43)}`))).toBe('state_unknown');
    expect(await browser.comeBack(back.replace(/code=[^&]+/, 'code=invented'))).toBe('refused');
    expect(await browser.comeBack(await browser.leave(provider, ''))).toBe('cancelled');
    expect(await browser.me()).toBeNull();
  });
});

describe('an id_token', () => {
  const now = () => Math.floor(Date.now() / 1000);
  const { google } = standIns;
  it.each<[string, () => void]>([
    ['signed with another key', () => google.forgeNext()],
    ['for another client', () => google.spoilNext((claims) => void (claims['aud'] = 'somebody'))],
    ['of another issuer', () => google.spoilNext((claims) => void (claims['iss'] = 'https://evil.example'))],
    ['with another nonce', () => google.spoilNext((claims) => void (claims['nonce'] = 'x'))],
    [
      'that has expired',
      () => google.spoilNext((claims) => Object.assign(claims, { iat: now() - 120, exp: now() - 60 })),
    ],
  ])('%s is refused, and the next login works', async (_, spoil) => {
    const browser = newBrowser();
    const back = await browser.leave('google', 'alice');
    spoil();
    expect(await browser.comeBack(back)).toBe('identity_invalid');
    expect(await browser.me()).toBeNull();
    expect(await browser.comeBack(await browser.leave('google', 'alice'))).toBeNull();
  });
});
