// Each service describes its own routes, in OpenAPI 3.1, made from the zod schemas that the routes read with; the
// gateway puts the parts together. The list of routes is the router's own: an undescribed route is listed,
// too, without a summary, and a test asks why.
import type { Hono } from 'hono';
import * as z from 'zod';
import type { Content, Description, Descriptions } from './description.ts';
import { exampleOf } from './openapi-example.ts';
import { errorsOf, operationId, PARAMETERS, tagOf } from './openapi-words.ts';
import type { App, ServiceEnv } from './service.ts';

/** The path items of a service: `paths` of an OpenAPI document. */
export type Paths = Record<string, Record<string, object>>;

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): z.core.JSONSchema.BaseSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

const contentOf = (
  what: z.ZodType | Content,
  io: 'input' | 'output',
  group: string,
  example?: object,
): Content => {
  if ('content' in what) return what;
  const schema = schemaOf(what, io);
  return { content: { 'application/json': { schema, example: example ?? exampleOf(schema, group) } } };
};

function parametersOf(method: string, path: string, query: z.ZodObject | undefined): object[] {
  const names = Array.from(path.matchAll(/:(\w+)/g), ([, name]) => name);
  const described = (name = '') => (name in PARAMETERS ? { description: PARAMETERS[name] } : {});
  const inPath = names.map((name) => ({
    name,
    in: 'path',
    required: true,
    ...described(name),
    schema: { type: 'string' },
  }));
  const { properties = {}, required = [] } = query ? schemaOf(query, 'input') : {};
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...described(name),
    schema,
  }));
  const key =
    method === 'get'
      ? []
      : ['IdempotencyKey', 'Prefer'].map((name) => ({ $ref: `#/components/parameters/${name}` }));
  return [...inPath, ...inQuery, ...key];
}

function operationOf(method: string, path: string, description: Description | undefined): object {
  const {
    summary,
    operator,
    query,
    body,
    example,
    bodyOptional,
    status = 200,
    answer,
    paged,
    also = {},
  } = description ?? {};
  const headers = {
    ...(method === 'get'
      ? {}
      : {
          'X-Consistency-Token': { $ref: '#/components/headers/ConsistencyToken' },
          'X-Event-Position': { $ref: '#/components/headers/EventPosition' },
        }),
    ...(status === 201 ? { Location: { $ref: '#/components/headers/Location' } } : {}),
    ...(paged ? { Link: { $ref: '#/components/headers/Link' } } : {}),
  };
  const takes = { query: query !== undefined, body: body !== undefined };
  const problems = errorsOf(method, path, takes);
  const others = Object.entries(also).map(([code, why]) => [code, { description: why }]);
  return {
    operationId: operationId(method, path),
    tags: [tagOf(path)],
    ...(summary === undefined ? {} : { summary }),
    ...(operator ? { description: 'Needs the role operator.' } : {}),
    parameters: parametersOf(method, path, query),
    ...(body
      ? { requestBody: { required: !bodyOptional, ...contentOf(body, 'input', tagOf(path), example) } }
      : {}),
    responses: {
      [status]: { description: 'Done.', headers, ...(answer ? contentOf(answer, 'output', tagOf(path)) : {}) },
      ...Object.fromEntries(problems.map((code) => [code, { $ref: `#/components/responses/Problem${code}` }])),
      ...Object.fromEntries(others),
    },
  };
}

/** `/api/v1/albums/:id` as OpenAPI writes it. */
export const templateOf = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');

/** The routes of an app, with their descriptions. */
export function pathsOf(routes: readonly { method: string; path: string }[], descriptions: Descriptions): Paths {
  const paths: Paths = {};
  for (const { method, path } of routes) {
    if (method === 'ALL') continue;
    const lower = method.toLowerCase();
    (paths[templateOf(path)] ??= {})[lower] = operationOf(lower, path, descriptions[`${method} ${path}`]);
  }
  return paths;
}

/**
 * Adds `GET /openapi`, for the gateway, to the app of a service.
 * @throws when something is described that is no route
 */
export function described<Env extends ServiceEnv>(
  app: Hono<App<Env>>,
  descriptions: Descriptions,
): Hono<App<Env>> {
  const routes = app.routes.filter(({ path }) => path.startsWith('/api/'));
  const known = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  const gone = Object.keys(descriptions).filter((name) => !known.has(name));
  if (gone.length > 0) throw new Error(`described, but no route: ${gone.join(', ')}`);
  return app.get('/openapi', (c) => c.json(pathsOf(routes, descriptions)));
}
