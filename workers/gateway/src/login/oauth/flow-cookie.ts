// The cookie that binds a login at a provider to the browser that began it. Lax: it comes back with the provider's redirect,
// which is a navigation, and with nothing else that another site causes.
import { generateCookie } from 'hono/cookie';
import { parse } from 'hono/utils/cookie';
import { FLOW_SECONDS } from './flow.ts';

const isSecure = (url: string): boolean => new URL(url).protocol === 'https:';
const nameAt = (url: string): string => (isSecure(url) ? '__Host-mediahub-login' : 'mediahub-login');

/** The secret that this browser keeps while it is at a provider, or undefined. */
export function browserSecret(request: Request): string | undefined {
  const name = nameAt(request.url);
  return parse(request.headers.get('cookie') ?? '', name)[name] || undefined;
}

const setCookie = (url: string, secret: string, maxAge: number): string =>
  generateCookie(nameAt(url), secret, {
    httpOnly: true,
    secure: isSecure(url),
    sameSite: 'Lax',
    path: '/',
    maxAge,
  });

export const flowCookie = (url: string, secret: string): string => setCookie(url, secret, FLOW_SECONDS);
export const endOfFlowCookie = (url: string): string => setCookie(url, '', 0);
