// Login and logout: the dev login, the providers', and the end of a session.
import { Hono } from 'hono';
import { parseKeys } from '#shared/http/keys';
import { Problem, traceId } from '#shared/http/problem';
import { signAccess, verifyAccess } from '../session/access-token.ts';
import { credentialOf, refuseForgery, type Credential } from '../session/authenticate.ts';
import { devProfile, isThisMachine, loginOf } from './dev-login.ts';
import type { Env } from '../env.ts';
import { logIn, type GatewayContext } from './log-in.ts';
import { methodNotAllowed } from '../edge/method-not-allowed.ts';
import { oauth } from './oauth/routes.ts';
import { isPersonalToken } from '../account/personal-token/tokens.ts';
import { addressOf, refuseTooMany } from '../edge/rate-limit/limit.ts';
import { whoAsks } from '../edge/same-origin.ts';
import { logoutCookie, sessionSecret } from '../session/session-cookie.ts';
import { endSession } from '../session/session-end.ts';
import { sessionId } from '../session/sessions.ts';
import { register } from './users.ts';

async function logOut(c: GatewayContext, credential: Credential): Promise<Response> {
  if (credential.kind === 'cookie') await endSession(c.env, await sessionId(credential.secret), traceId(c));
  if (credential.kind === 'bearer')
    await endSession(c.env, await sessionOfToken(c.env, credential.token), traceId(c));
  c.header('set-cookie', logoutCookie(c.req.url));
  // Thumbnails may be kept forever, but not beyond the session of their viewer.
  c.header('clear-site-data', '"cache"');
  return c.body(null, 204);
}

async function sessionOfToken(env: Env, token: string): Promise<string> {
  if (isPersonalToken(token))
    throw new Problem('bad_request', 'A personal access token has no session: revoke it instead.');
  const access = await verifyAccess(token, parseKeys(env.CLIENT_KEYS)).catch(() => {
    throw new Problem('unauthenticated', 'The token is not valid.');
  });
  return access.sid;
}

/** A login is asked with nothing, or from a browser that has a session already. */
function cookieOf(request: Request): Credential {
  const secret = sessionSecret(request);
  return secret === undefined ? { kind: 'none' } : { kind: 'cookie', secret };
}

/**
 * Login and logout change what the browser is, with or without a session in it: no other site may ask for them, and with a
 * session only our own pages may. A program has no cookie and sends no origin. @throws Problem cross_site_request
 */
function refuseAnotherSite(request: Request, credential: Credential): void {
  if (credential.kind === 'bearer') return;
  if (whoAsks(request) === 'another_site') throw new Problem('cross_site_request');
  refuseForgery(request, credential);
}

export const auth = new Hono<{ Bindings: Env }>()
  .all('/dev-token', async (c, next) => {
    if (c.env.DEV_LOGIN !== 'on') throw new Problem('not_found');
    await next();
  })
  .post('/dev-token', async (c) => {
    // Refused before it is counted: another site must not use up the logins of this address.
    refuseAnotherSite(c.req.raw, cookieOf(c.req.raw));
    if (!isThisMachine(c.req.url))
      throw new Problem('cross_site_request', 'The dev login is open at localhost only.');
    await refuseTooMany(c.env, 'login', addressOf(c.req.raw));
    const profile = devProfile(await loginOf(c.req.raw));
    const user_id = await register(c.env.DB, c.env.EVENTS, profile, traceId(c));
    const sid = await logIn(c, user_id);
    return c.json({ token: await signAccess({ user_id, sid }, parseKeys(c.env.CLIENT_KEYS)), user_id });
  })
  .all('/dev-token', methodNotAllowed('POST'))
  .post('/logout', (c) => {
    const credential = credentialOf(c.req.raw);
    refuseAnotherSite(c.req.raw, credential);
    return logOut(c, credential);
  })
  .all('/logout', methodNotAllowed('POST'))
  .route('/', oauth);
