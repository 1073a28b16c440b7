// What the gateway says about its own routes: login, who am I, health.
import * as z from 'zod';
import { pathsOf, type Descriptions, type Paths } from '#shared/http/openapi';
import { DevLogin } from '../auth-routes.ts';

const Me = z.strictObject({
  id: z.string(),
  email: z.string(),
  display_name: z.string(),
  avatar_url: z.string().nullable(),
  provider: z.string(),
  operator: z.boolean(),
});
const Status = z.enum(['ok', 'degraded', 'down']);
const Health = z.strictObject({
  status: Status,
  service: z.literal('gateway'),
  services: z.record(z.string(), z.strictObject({ status: z.string() })),
});
const HealthDetail = Health.extend({ services: z.record(z.string(), z.looseObject({ status: z.string() })) });

const OPEN: Descriptions = {
  'GET /health': { summary: 'How every Worker is', answer: Health, also: { 503: 'One of them is down.' } },
  'GET /openapi.json': { summary: 'This document', answer: z.looseObject({ openapi: z.string() }) },
  'GET /auth/github': { summary: 'Log in with GitHub', status: 307 },
  'GET /auth/github/callback': { summary: 'Where GitHub sends the browser back to', status: 302 },
  'GET /auth/google': { summary: 'Log in with Google', status: 307 },
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
const WITH_LOGIN: Descriptions = {
  'GET /api/v1/me': { summary: 'Who you are', answer: Me },
  'GET /api/v1/health': {
    summary: 'How every Worker is, with what it says about itself',
    operator: true,
    answer: HealthDetail,
    also: { 503: 'One of them is down.' },
  },
};

const listed = (descriptions: Descriptions) =>
  pathsOf(
    Object.keys(descriptions).map((name) => {
      const [method = '', path = ''] = name.split(' ');
      return { method, path };
    }),
    descriptions,
  );

/** Without a login, and without an Idempotency-Key: there is nobody yet whose key it could be. */
const open = (descriptions: Descriptions): Paths =>
  Object.fromEntries(
    Object.entries(listed(descriptions)).map(([path, operations]) => [
      path,
      Object.fromEntries(
        Object.entries(operations).map(([method, operation]) => [
          method,
          { ...operation, parameters: [], security: [] },
        ]),
      ),
    ]),
  );

/** The gateway's own routes, as they are open here. */
export const ownPaths = (devLogin: boolean): Paths => ({
  ...open(OPEN),
  ...(devLogin ? open(DEVELOPMENT) : {}),
  ...listed(WITH_LOGIN),
});
