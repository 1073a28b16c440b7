// What the gateway says about its own routes: login, one's account, health.
import * as z from 'zod';
import { pathsOf, type Descriptions, type Paths } from '#shared/http/openapi';
import { NewToken } from '../account-routes.ts';
import { DevLogin } from '../dev-login.ts';
import { SCOPES } from '../personal-token/scopes.ts';

const Instant = z.iso.datetime();
const Me = z.strictObject({
  id: z.string(),
  email: z.string(),
  display_name: z.string(),
  avatar_url: z.string().nullable(),
  provider: z.string(),
  operator: z.boolean(),
});
const Session = z.strictObject({
  id: z.string(),
  current: z.boolean(),
  device: z.string().nullable(),
  place: z.string().nullable(),
  created_at: Instant,
  last_used_at: Instant,
  expires_at: Instant,
});
const Token = z.strictObject({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  created_at: Instant,
  expires_at: Instant,
  last_used_at: Instant.nullable(),
});
const Identity = z.strictObject({
  provider: z.string(),
  display_name: z.string(),
  email: z.string(),
  linked_at: Instant,
});
const Providers = z.strictObject({
  dev_login: z.boolean(),
  providers: z.array(
    z.strictObject({
      name: z.string(),
      configured: z.boolean(),
      missing: z.array(z.string()),
      callback: z.string(),
    }),
  ),
});
const Status = z.enum(['ok', 'degraded', 'down']);
const Health = z.strictObject({
  status: Status,
  service: z.literal('gateway'),
  services: z.record(z.string(), z.strictObject({ status: z.string() })),
});
const HealthDetail = Health.extend({ services: z.record(z.string(), z.looseObject({ status: z.string() })) });

const FAILED = 'To /login/failed with the reason.';
const Return = z.object({ return_to: z.string().max(2000).optional() });

const OPEN: Descriptions = {
  'GET /health': { summary: 'How every Worker is', answer: Health, also: { 503: 'One of them is down.' } },
  'GET /openapi.json': { summary: 'This document', answer: z.looseObject({ openapi: z.string() }) },
  'GET /auth/providers': { summary: 'Where one can log in, and what is not configured', answer: Providers },
  'GET /auth/github': { summary: 'Log in with GitHub', status: 307, query: Return, also: { 302: FAILED } },
  'GET /auth/github/callback': { summary: 'Where GitHub sends the browser back to', status: 302 },
  'GET /auth/google': { summary: 'Log in with Google', status: 307, query: Return, also: { 302: FAILED } },
  'GET /auth/google/callback': { summary: 'Where Google sends the browser back to', status: 302 },
  'POST /auth/logout': { summary: 'End this session and its tokens, at once', status: 204 },
};
const DEVELOPMENT: Descriptions = {
  'POST /auth/dev-token': {
    summary: 'Log in as a development user; without a body as the operator dev@localhost',
    body: DevLogin,
    answer: z.strictObject({ token: z.string(), user_id: z.string() }),
  },
};
const Linking = z.strictObject({ authorize_url: z.string() });
const WITH_LOGIN: Descriptions = {
  'GET /api/v1/me': { summary: 'Who you are', answer: Me },
  'GET /api/v1/me/sessions': { summary: 'Where you are logged in', answer: z.array(Session) },
  'DELETE /api/v1/me/sessions': {
    summary: 'End all sessions at once, with `except=current` all others',
    query: z.object({ except: z.literal('current').optional() }),
    answer: z.strictObject({ ended: z.int() }),
  },
  'DELETE /api/v1/me/sessions/:id': { summary: 'End one session at once', status: 204 },
  'GET /api/v1/me/tokens': { summary: 'Your personal access tokens', answer: z.array(Token) },
  'POST /api/v1/me/tokens': {
    summary: 'Make a personal access token; it is shown once',
    body: NewToken,
    status: 201,
    answer: Token.extend({ token: z.string() }),
  },
  'DELETE /api/v1/me/tokens/:id': { summary: 'Revoke a personal access token at once', status: 204 },
  'GET /api/v1/me/identities': { summary: 'The providers that lead to you', answer: z.array(Identity) },
  'DELETE /api/v1/me/identities/:provider': { summary: 'Unlink a provider; the last one stays', status: 204 },
  'POST /auth/github/link': { summary: 'Link GitHub to your account: where to go', answer: Linking },
  'POST /auth/google/link': { summary: 'Link Google to your account: where to go', answer: Linking },
  'GET /api/v1/health': {
    summary: 'How every Worker is, with what it says about itself',
    operator: true,
    answer: HealthDetail,
    also: { 503: 'One of them is down.' },
  },
};

/** The gateway keeps no answers of its own: what it writes itself can be sent again as it is. */
const withoutKey = (operation: object): object => {
  const { parameters = [] } = operation as { parameters?: object[] };
  return { ...operation, parameters: parameters.filter((parameter) => !('$ref' in parameter)) };
};

function listed(descriptions: Descriptions): Paths {
  const routes = Object.keys(descriptions).map((name) => {
    const [method = '', path = ''] = name.split(' ');
    return { method, path };
  });
  const paths = pathsOf(routes, descriptions);
  for (const item of Object.values(paths))
    for (const [method, operation] of Object.entries(item)) item[method] = withoutKey(operation);
  return paths;
}

/** Without a login. */
const open = (descriptions: Descriptions): Paths =>
  Object.fromEntries(
    Object.entries(listed(descriptions)).map(([path, operations]) => [
      path,
      Object.fromEntries(
        Object.entries(operations).map(([method, operation]) => [method, { ...operation, security: [] }]),
      ),
    ]),
  );

/** The gateway's own routes, as they are open here. */
export const ownPaths = (devLogin: boolean): Paths => ({
  ...open(OPEN),
  ...(devLogin ? open(DEVELOPMENT) : {}),
  ...listed(WITH_LOGIN),
});
