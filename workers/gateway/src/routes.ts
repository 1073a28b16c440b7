// HTTP in, HTTP out: login, the API behind it, health, and the web UI for everything else.
import { Hono, type Context } from 'hono';
import { notFound, Problem } from '#shared/http/problem';
import { refuseLongBody } from '#shared/http/request-body';
import { account } from './account/account-routes.ts';
import { lostAccounts } from './account/lost-routes.ts';
import { onErrorUnlessStandalone, unlessStandalone } from './edge/standalone.ts';
import { auth } from './login/auth-routes.ts';
import { authenticate } from './session/authenticate.ts';
import type { Env } from './env.ts';
import { forward, handOver, refuseTooLarge, withWholeBody } from './forwarding/forward.ts';
import { bare, health, TIMEOUT_MS, type Health } from './health.ts';
import { stillTrue } from './forwarding/idempotency/effect.ts';
import { once } from './forwarding/idempotency/once.ts';
import { commandOfKey } from '#shared/http/command-of-key';
import { methodNotAllowed } from './edge/method-not-allowed.ts';
import { openApi } from './openapi/collect.ts';
import { withinQuota } from './edge/quota.ts';
import { refuseTooMany } from './edge/rate-limit/limit.ts';
import { isRead, routeOf } from './forwarding/routing-table.ts';
import { whileSessionLasts } from './session/session-end.ts';
import { staticFile } from './forwarding/static-file.ts';

export const app = new Hono<{ Bindings: Env }>();
app.onError(onErrorUnlessStandalone);
app.notFound(notFound);
app.use(unlessStandalone);

const askedBy = (c: Context<{ Bindings: Env }>, who: keyof typeof TIMEOUT_MS): Promise<Health> =>
  health(c.env, { timeout_ms: TIMEOUT_MS[who], later: (work) => c.executionCtx.waitUntil(work) });

/** Busy is not dead: only what is down is no success. */
const statusOf = ({ status }: Health): 200 | 503 => (status === 'down' ? 503 : 200);

/** The public probe. */
app.get('/health', async (c) => {
  const answer = await askedBy(c, 'probe');
  return c.json(bare(answer), statusOf(answer));
});

app.all('/health', methodNotAllowed('GET', 'HEAD'));

app.get('/openapi.json', async (c) =>
  c.json(await openApi(c.env), 200, { 'cache-control': 'public, max-age=60' }),
);
app.all('/openapi.json', methodNotAllowed('GET', 'HEAD'));

app.route('/auth', auth);
app.all('/auth/*', notFound);

app.route('/api/v1/me', account);
app.route('/api/v1/accounts', lostAccounts);

/** The probe with all that the Workers say about themselves. */
app.get('/api/v1/health', async (c) => {
  const { user } = await authenticate(c.req.raw, c.env);
  if (!user.operator) throw new Problem('operator_required');
  const answer = await askedBy(c, 'person');
  return c.json(answer, statusOf(answer));
});
app.all('/api/v1/health', methodNotAllowed('GET', 'HEAD'));

app.all('/api/*', async (c) => {
  const { method, path } = c.req;
  const route = routeOf(method, path, c.env);
  if (route === 'unknown') return notFound(c);
  if ('allow' in route) return methodNotAllowed(...route.allow)();
  if (route.streamed) refuseTooLarge(c.req.raw);
  else refuseLongBody(c.req.raw);
  const principal = await authenticate(c.req.raw, c.env);
  if (route.limited) await refuseTooMany(c.env, route.limited, principal.user.id);
  const answer = (request: Request) => forward(request, route.to, principal, c.env);
  const key = c.req.header('idempotency-key');
  if (route.streamed) return withinQuota(c.env, principal.user.id, c.req.raw, () => answer(handOver(c.req.raw)));
  if (isRead(method)) return whileSessionLasts(await answer(handOver(c.req.raw)), principal, c.env);
  if (key === undefined) return answer(await withWholeBody(c.req.raw));
  const user_id = principal.user.id;
  return once(c.env.DB, { request: c.req.raw, key, user_id }, answer, (kept, fingerprint) =>
    stillTrue(c.env.EVENTS, { user_id, command_id: commandOfKey(c, user_id, key, fingerprint) }, kept),
  );
});

app.get('*', (c) => staticFile(c.req.raw, c.env.ASSETS));
app.all('*', methodNotAllowed('GET', 'HEAD'));
