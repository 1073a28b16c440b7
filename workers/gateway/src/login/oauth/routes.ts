// HTTP in and out of a login at a provider: off with the browser, back with a code, and into the UI with a session, or to a page
// that says why not. Never half-done: the session is the last thing that is made.
import { Hono } from 'hono';
import { log } from '#shared/engine/runtime/log';
import { Problem, traceId } from '#shared/http/problem';
import { authenticate } from '../../session/authenticate.ts';
import type { Env } from '../../env.ts';
import { logIn, type GatewayContext } from '../log-in.ts';
import { methodNotAllowed } from '../../edge/method-not-allowed.ts';
import { addressOf, refuseTooMany } from '../../edge/rate-limit/limit.ts';
import { sessionSecret } from '../../session/session-cookie.ts';
import { sessionId, userOfSession } from '../../session/sessions.ts';
import { link, register } from '../users.ts';
import { OAuthFailure } from './client.ts';
import { browserSecret, endOfFlowCookie, flowCookie } from './flow-cookie.ts';
import { beginFlow, takeFlow, type Linking } from './flow.ts';
import { identityOf, type Identity } from './identity.ts';
import {
  clientOf,
  isProvider,
  missingOf,
  providerOf,
  PROVIDERS,
  type Provider,
  type ProviderName,
} from './providers.ts';
import { returnPath } from './return-path.ts';
import type { Flow } from './table.ts';

function named(c: GatewayContext): ProviderName {
  const name = c.req.param('provider') ?? '';
  if (!isProvider(name)) throw new Problem('not_found');
  return name;
}

/** A program gets a problem; a browser that navigates here gets the page that says it. @throws Problem not_configured */
function refuseUnconfigured(c: GatewayContext, name: ProviderName): void {
  const missing = missingOf(c.env, name);
  if (missing.length > 0 && !c.req.header('accept')?.includes('text/html'))
    throw new Problem('not_configured', `Login with ${name} is not configured: set ${missing.join(', ')}.`);
}

function configured(env: Env, name: ProviderName): Provider {
  const provider = providerOf(env, name);
  if (!provider) throw new OAuthFailure('not_configured');
  return provider;
}

/** Sends the browser off. The cookie it may have of a login in another tab stays good. */
async function begin(c: GatewayContext, name: ProviderName, linking?: Linking): Promise<URL> {
  const provider = configured(c.env, name);
  const { secrets, browser } = await beginFlow(c.env.DB, {
    provider: name,
    return_to: linking ? '/settings/account' : returnPath(c.req.query('return_to')),
    browser: browserSecret(c.req.raw),
    linking,
  });
  c.header('set-cookie', flowCookie(c.req.url, browser));
  return clientOf(c.env, provider).authorizationUrl(secrets);
}

async function finish(c: GatewayContext, name: ProviderName): Promise<string> {
  const { code, state, error, iss } = c.req.query();
  const provider = configured(c.env, name);
  // RFC 6749, section 3.1: no parameter comes twice. Before the state is spent, so that the true answer still counts.
  if (Object.values(c.req.queries()).some((values) => values.length > 1))
    throw new OAuthFailure('refused', 'a parameter came twice');
  const { flow, secrets } = await takeFlow(c.env.DB, name, state, browserSecret(c.req.raw));
  // RFC 9207: an answer that names another issuer was meant for another client.
  if (iss !== undefined && provider.issuer !== undefined && iss !== provider.issuer)
    throw new OAuthFailure('refused', `iss is ${iss}`);
  if (error !== undefined) throw new OAuthFailure(error === 'access_denied' ? 'cancelled' : 'refused', error);
  if (!code) throw new OAuthFailure('refused', 'no code');
  const tokens = await clientOf(c.env, provider).exchange(code, secrets);
  const who = await identityOf(provider, tokens, secrets);
  // A crash up to here leaves nothing but a state that is spent: the person presses the button again.
  if (flow.user_id !== null) await linkTo(c, flow, who);
  else {
    const profile = { ...who, operator: isOperator(c.env, who) };
    await logIn(c, await register(c.env.DB, c.env.EVENTS, profile, traceId(c)));
  }
  return flow.return_to;
}

/** Links, if the session that asked is still open, and still the one of this browser. */
async function linkTo(c: GatewayContext, { user_id, session_id }: Flow, who: Identity): Promise<void> {
  const secret = sessionSecret(c.req.raw);
  const here = secret === undefined ? undefined : await sessionId(secret);
  const user = here === session_id && here !== undefined ? await userOfSession(c.env.DB, here) : undefined;
  if (!user || user.id !== user_id) throw new OAuthFailure('session_ended');
  const linked = await link(c.env.DB, user.id, who);
  if (linked !== 'linked') throw new OAuthFailure(linked);
}

/** `OPERATORS` names accounts as `provider:id`, by the provider's own id: a name or an e-mail can change hands. */
const isOperator = ({ OPERATORS = '' }: Env, { provider, provider_id }: Identity): boolean =>
  OPERATORS.split(',').some((one) => one.trim() === `${provider}:${provider_id}`);

/** The page that says what happened. What the provider said about it is in the log only. */
function failed(c: GatewayContext, name: ProviderName, error: unknown): Response {
  if (error instanceof Problem) throw error;
  const failure = error instanceof OAuthFailure ? error : new OAuthFailure('provider_unavailable', error);
  log('warn', 'login failed', { trace_id: traceId(c), provider: name, reason: failure.code, error: failure });
  const query = new URLSearchParams({ reason: failure.code, provider: name, trace: traceId(c) });
  return c.redirect(`/login/failed?${query.toString()}`, 302);
}

export const oauth = new Hono<{ Bindings: Env }>()
  .get('/providers', (c) =>
    c.json({
      dev_login: c.env.DEV_LOGIN === 'on',
      providers: PROVIDERS.map((name) => {
        const missing = missingOf(c.env, name);
        const callback = new URL(`/auth/${name}/callback`, c.env.PUBLIC_URL).href;
        return { name, configured: missing.length === 0, missing, callback };
      }),
    }),
  )
  .all('/providers', methodNotAllowed('GET', 'HEAD'))
  .get('/:provider{(?:github|google)}', async (c) => {
    const name = named(c);
    await refuseTooMany(c.env, 'login', addressOf(c.req.raw));
    refuseUnconfigured(c, name);
    try {
      return c.redirect((await begin(c, name)).href, 307);
    } catch (error) {
      return failed(c, name, error);
    }
  })
  .get('/:provider{(?:github|google)}/callback', async (c) => {
    const name = named(c);
    await refuseTooMany(c.env, 'login', addressOf(c.req.raw));
    refuseUnconfigured(c, name);
    try {
      const path = await finish(c, name);
      c.header('set-cookie', endOfFlowCookie(c.req.url), { append: true });
      return c.redirect(path, 302);
    } catch (error) {
      return failed(c, name, error);
    }
  })
  .post('/:provider{(?:github|google)}/link', async (c) => {
    const name = named(c);
    const principal = await authenticate(c.req.raw, c.env);
    if (principal.kind !== 'cookie') throw new Problem('cookie_required');
    await refuseTooMany(c.env, 'login', addressOf(c.req.raw));
    refuseUnconfigured(c, name);
    const url = await begin(c, name, { user_id: principal.user.id, session_id: principal.session_id });
    return c.json({ authorize_url: url.href });
  })
  .all('/:provider{(?:github|google)}/link', methodNotAllowed('POST'))
  .all('/:provider{(?:github|google)}/callback', methodNotAllowed('GET', 'HEAD'))
  .all('/:provider{(?:github|google)}', methodNotAllowed('GET', 'HEAD'));
