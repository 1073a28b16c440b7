// Login and logout. The dev login is the only one so far; the providers answer that they are not configured.
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { Problem, validationProblem } from '#shared/http/problem';
import { parseJson, readText } from '#shared/http/request-body';
import { parseKeys } from '#shared/http/keys';
import { signAccess, verifyAccess } from './access-token.ts';
import { credentialOf, refuseForgery, type Credential } from './authenticate.ts';
import type { Env } from './env.ts';
import { addressOf, refuseTooMany } from './rate-limit/limit.ts';
import { whoAsks } from './same-origin.ts';
import { loginCookie, logoutCookie, sessionSecret } from './session-cookie.ts';
import { endSession } from './session-end.ts';
import { openSession, sessionId } from './sessions.ts';
import { register, type Profile } from './users.ts';

type GatewayContext = Context<{ Bindings: Env }>;

const DEFAULT_LOGIN = 'dev';
/** `{}` is what clients of the original send. */
export const DevLogin = z.strictObject({
  login: z
    .string()
    .regex(/^[a-z0-9._-]{1,64}$/)
    .optional(),
});

/** The dev user of this login. Only the default one is an operator. */
export const devProfile = (login: string): Profile => ({
  provider: 'dev',
  provider_id: login,
  email: `${login}@localhost`,
  display_name: login === DEFAULT_LOGIN ? '開発ユーザー' : login,
  avatar_url: null,
  operator: login === DEFAULT_LOGIN,
});

/**
 * Whether the dev login may be asked for at this address. A page elsewhere that makes its own host name point to this
 * machine (DNS rebinding) is same-origin with itself, and would log in as operator.
 */
export const isThisMachine = (url: string): boolean =>
  /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);

async function loginOf(c: GatewayContext): Promise<string> {
  const text = await readText(c.req.raw);
  const parsed = DevLogin.safeParse(text === '' ? {} : parseJson(text));
  if (!parsed.success) throw validationProblem(parsed.error);
  return parsed.data.login ?? DEFAULT_LOGIN;
}

/** Opens a session, ending the one that this browser had: a login never continues a session. */
async function logIn(c: GatewayContext, profile: Profile): Promise<Response> {
  const user_id = await register(c.env.DB, c.env.EVENTS, profile);
  const previous = sessionSecret(c.req.raw);
  if (previous !== undefined) await endSession(c.env, await sessionId(previous));
  const session = await openSession(c.env.DB, user_id);
  const token = await signAccess({ user_id, sid: session.id }, parseKeys(c.env.CLIENT_KEYS));
  c.header('set-cookie', loginCookie(c.req.url, session.secret));
  return c.json({ token, user_id });
}

async function logOut(c: GatewayContext, credential: Credential): Promise<Response> {
  if (credential.kind === 'cookie') await endSession(c.env, await sessionId(credential.secret));
  if (credential.kind === 'bearer') {
    const access = await verifyAccess(credential.token, parseKeys(c.env.CLIENT_KEYS)).catch(() => {
      throw new Problem('unauthenticated', 'The token is not valid.');
    });
    await endSession(c.env, access.sid);
  }
  c.header('set-cookie', logoutCookie(c.req.url));
  return c.body(null, 204);
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

const only = (allow: string) => (): never => {
  throw new Problem('method_not_allowed', `Only ${allow}.`, { headers: { allow } });
};

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
    return logIn(c, devProfile(await loginOf(c)));
  })
  .all('/dev-token', only('POST'))
  .post('/logout', (c) => {
    const credential = credentialOf(c.req.raw);
    refuseAnotherSite(c.req.raw, credential);
    return logOut(c, credential);
  })
  .all('/logout', only('POST'))
  .get('/:provider{github|google}/:step{callback}?', async (c) => {
    await refuseTooMany(c.env, 'login', addressOf(c.req.raw));
    throw new Problem('not_configured', `Login with ${c.req.param('provider')} is not configured.`);
  })
  .all('/:provider{github|google}/:step{callback}?', only('GET, HEAD'));
