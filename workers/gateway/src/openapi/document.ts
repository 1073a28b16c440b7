// The public API as one OpenAPI 3.1 document: the routing table says what is there, the services say what it means.
import { templateOf, type Paths } from '#shared/http/openapi';
import { PROBLEMS } from '#shared/http/problem';
import type { Env } from '../env.ts';
import { isOpen, ROUTES, type Service } from '../forwarding/routing-table.ts';
import { ownPaths } from './own.ts';

const string = { type: 'string' };
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

const Problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'trace_id'],
  properties: {
    type: string,
    title: string,
    status: { type: 'integer' },
    detail: string,
    code: { type: 'string', enum: Object.keys(PROBLEMS) },
    trace_id: string,
    errors: {
      type: 'array',
      items: { type: 'object', required: ['path', 'message'], properties: { path: string, message: string } },
    },
  },
  additionalProperties: false,
};

const problemContent = (example?: object) => ({
  'application/problem+json': {
    schema: { $ref: '#/components/schemas/Problem' },
    ...(example ? { example } : {}),
  },
});

/** By status: which codes there are, and one of them as it is sent. */
const problems = Object.fromEntries(
  Array.from(
    Map.groupBy(Object.entries(PROBLEMS), ([, [status]]) => status),
    ([status, all]) => {
      const [[code, [, title]] = ['', [status, '']]] = all;
      const example = {
        type: `urn:mediahub:problem:${code}`,
        title,
        status,
        detail: title,
        code,
        trace_id: TRACE,
      };
      const codes = all.map(([name, [, why]]) => `\`${name}\`: ${why}.`).join(' ');
      return [`Problem${status}`, { description: codes, content: problemContent(example) }];
    },
  ),
);

const components = {
  schemas: { Problem },
  responses: {
    Problem: { description: 'An error (RFC 9457). `code` is stable.', content: problemContent() },
    ...problems,
  },
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      description: 'The same key again within a day gets the first answer; with another body 422.',
      schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
    },
    Prefer: {
      name: 'Prefer',
      in: 'header',
      description:
        '`position`: wait until the log has what was written, two seconds at most. `respond-async`: answer as soon as it is durable, the token is enough; without it albums and notifications show a write when it is answered.',
      schema: { type: 'string' },
    },
  },
  headers: {
    ConsistencyToken: {
      description: 'What was written, known as soon as it is durable: reads take it as `consistency`.',
      schema: { type: 'string' },
    },
    EventPosition: {
      description:
        'Log position of what was written: reads take it as `min_position`. Absent while the log does not have it; see Prefer.',
      schema: { type: 'integer' },
    },
    Location: { description: 'Where it is.', schema: { type: 'string' } },
    Link: { description: '`rel="next"`: the next page.', schema: { type: 'string' } },
  },
  securitySchemes: {
    token: { type: 'http', scheme: 'bearer', description: 'Of /auth/dev-token or a session.' },
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: '__Host-mediahub',
      description: 'Over http://localhost: mediahub.',
    },
  },
};

const UNDESCRIBED = { responses: { default: { $ref: '#/components/responses/Problem' } } };

/** What the routing table opens here. A route that its service does not describe is left without a summary. */
function routedPaths(said: Partial<Record<Service, Paths>>, env: Pick<Env, 'DEV_LOGIN'>): Paths {
  const paths: Paths = {};
  for (const route of ROUTES.filter((r) => isOpen(r, env))) {
    const template = templateOf(route.path);
    // HEAD is GET without the body and has no description.
    for (const method of route.methods.filter((m) => m !== 'HEAD').map((m) => m.toLowerCase()))
      (paths[template] ??= {})[method] = said[route.to]?.[template]?.[method] ?? UNDESCRIBED;
  }
  return paths;
}

/** The document for an environment, from what each service says about its own routes. */
export const documentOf = (
  said: Partial<Record<Service, Paths>>,
  env: Pick<Env, 'DEV_LOGIN'> & Partial<Pick<Env, 'PUBLIC_URL'>>,
) => ({
  openapi: '3.1.0',
  info: {
    title: 'MediaHub',
    version: '1',
    description: 'A media manager that teaches CQRS, Event Sourcing and the orchestrated Saga.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: env.PUBLIC_URL ?? 'http://localhost:8080', description: 'This MediaHub' }],
  security: [{ token: [] }, { session: [] }],
  paths: { ...ownPaths(env.DEV_LOGIN === 'on'), ...routedPaths(said, env) },
  components,
});
