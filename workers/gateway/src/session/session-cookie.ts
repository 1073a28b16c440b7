// The session cookie: an opaque secret that no script can read. `__Host-` pins it to this host over https; over
// http://localhost, where browsers may refuse Secure, it has a plain name.
import { generateCookie } from 'hono/cookie';
import { parse } from 'hono/utils/cookie';
import { SESSION_SECONDS } from './sessions.ts';

const isSecure = (url: string): boolean => new URL(url).protocol === 'https:';

/** Name of the session cookie at this URL. */
const cookieName = (url: string): string => (isSecure(url) ? '__Host-mediahub' : 'mediahub');

/** The session secret that a request carries, or undefined. */
export const sessionSecret = (request: Request): string | undefined => {
  const name = cookieName(request.url);
  return parse(request.headers.get('cookie') ?? '', name)[name] || undefined;
};

const setCookie = (url: string, secret: string, maxAge: number): string =>
  generateCookie(cookieName(url), secret, {
    httpOnly: true,
    secure: isSecure(url),
    sameSite: 'Lax',
    path: '/',
    maxAge,
  });

/** `Set-Cookie` of a login. */
export const loginCookie = (url: string, secret: string): string => setCookie(url, secret, SESSION_SECONDS);

/** `Set-Cookie` of a logout. */
export const logoutCookie = (url: string): string => setCookie(url, '', 0);
