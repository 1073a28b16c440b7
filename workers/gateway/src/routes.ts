// HTTP in, HTTP out: login, the API behind it, health, and the web UI for everything else.
import { Hono } from 'hono';
import { notFound, onError, Problem } from '#shared/http/problem';
import { auth } from './auth-routes.ts';
import { authenticate } from './authenticate.ts';
import type { Env } from './env.ts';
import { forward, refuseTooLarge } from './forward.ts';
import { health } from './health.ts';
import { once } from './idempotency/once.ts';
import { openApi } from './openapi/collect.ts';
import { refuseTooMany } from './rate-limit/limit.ts';
import { isRead, routeOf } from './routing-table.ts';
import { whileSessionLasts } from './session-end.ts';

const allowOnly = (methods: string[]): never => {
  const allow = methods.join(', ');
  throw new Problem('method_not_allowed', `Allowed here: ${allow}.`, { headers: { allow } });
};

export const app = new Hono<{ Bindings: Env }>();
app.onError(onError);
app.notFound(notFound);

app.get('/health', async (c) => {
  const answer = await health(c.env);
  c.header('cache-control', 'no-store');
  return c.json(answer, answer.status === 'down' ? 503 : 200);
});

app.all('/health', () => allowOnly(['GET', 'HEAD']));

app.get('/openapi.json', async (c) => c.json(await openApi(c.env)));
app.all('/openapi.json', () => allowOnly(['GET', 'HEAD']));

app.route('/auth', auth);
app.all('/auth/*', notFound);

app.get('/api/v1/me', async (c) => {
  const { user } = await authenticate(c.req.raw, c.env);
  const { id, email, display_name, avatar_url, provider, operator } = user;
  c.header('cache-control', 'no-store');
  return c.json({ id, email, display_name, avatar_url, provider, operator });
});
app.all('/api/v1/me', () => allowOnly(['GET', 'HEAD']));

app.all('/api/*', async (c) => {
  const { method, path } = c.req;
  const route = routeOf(method, path, c.env);
  if (route === 'unknown') return notFound(c);
  if ('allow' in route) return allowOnly(route.allow);
  if (route.streamed) refuseTooLarge(c.req.raw);
  const visitor = await authenticate(c.req.raw, c.env);
  if (route.limited) await refuseTooMany(c.env, route.limited, visitor.user.id);
  const answer = (request: Request) => forward(request, route.to, visitor, c.env);
  const key = c.req.header('idempotency-key');
  if (key === undefined || route.streamed || isRead(method))
    return whileSessionLasts(await answer(c.req.raw), visitor, c.env);
  return once(c.env.DB, { request: c.req.raw, key, user_id: visitor.user.id }, answer);
});

app.get('*', (c) => c.env.ASSETS.fetch(c.req.raw));
app.all('*', () => allowOnly(['GET', 'HEAD']));
