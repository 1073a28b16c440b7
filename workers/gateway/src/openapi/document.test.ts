import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { pathsOf } from '#shared/http/openapi';
import { ROUTES } from '#shared/mediahub/testing/routes';
import { documentOf } from './document.ts';

const nothing = {};
const paths = (DEV_LOGIN: string) => Object.keys(documentOf(nothing, { DEV_LOGIN }).paths);

test('what is for development only is not described where it is not there', () => {
  const development = ['/auth/dev-token', '/api/v1/chaos', '/api/v1/chaos/presets'];
  expect(paths('on')).toEqual(expect.arrayContaining(development));
  expect(paths('off').filter((path) => development.includes(path))).toEqual([]);
  expect(paths('off')).toHaveLength(paths('on').length - development.length);
});

test('a route has the description of its own service, even where another service describes it too', () => {
  const album = { '/api/v1/albums': { get: { summary: 'Albums' } } };
  const { paths: listed } = documentOf(
    { ALBUM: album, SAGA: { '/api/v1/albums': { get: {} } } },
    { DEV_LOGIN: 'on' },
  );
  expect(listed['/api/v1/albums']?.['get']).toEqual({ summary: 'Albums' });
});

describe('of every route', () => {
  interface Content {
    schema: object;
    example?: unknown;
  }
  interface Operation {
    operationId: string;
    summary?: string;
    tags: string[];
    parameters: { $ref?: string; name?: string; description?: string; schema?: object }[];
    requestBody?: { content: Record<string, Content> };
    responses: Record<string, { $ref?: string; description?: string; content?: Record<string, Content> }>;
  }
  const described = Object.fromEntries(ROUTES);
  const all = pathsOf(
    ROUTES.map(([route]) => ({ method: route.split(' ')[0] ?? '', path: route.split(' ')[1] ?? '' })),
    described,
  ) as Record<string, Record<string, Operation>>;
  const { components } = documentOf(nothing, { DEV_LOGIN: 'on' });
  const operations = Object.entries(all).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  );
  const resolved = (ref = '') =>
    Object.entries(components.responses).find(([name]) => ref === `#/components/responses/${name}`)?.[1];

  test.each(operations)('%s: a summary, a group, and a description of each parameter', (_, operation) => {
    expect(operation.summary).toBeTruthy();
    expect(operation.tags).toHaveLength(1);
    for (const { $ref, description, schema } of operation.parameters)
      expect($ref ?? (description && schema)).toBeTruthy();
  });

  test.each(operations)('%s: an example of what it takes and answers, as its schema says', (_, operation) => {
    const { requestBody, responses } = operation;
    const contents = [requestBody?.content, ...Object.values(responses).map(({ content }) => content)];
    for (const { schema, example } of contents.flatMap((one) => one?.['application/json'] ?? [])) {
      expect(example).toBeDefined();
      expect(z.fromJSONSchema(schema as z.core.JSONSchema.BaseSchema).safeParse(example).error).toBeUndefined();
    }
  });

  test.each(operations)('%s: each error with its codes and an example', (_, { responses, operationId }) => {
    const errors = Object.entries(responses).filter(([status, { $ref }]) => Number(status) >= 400 && $ref);
    if (operationId.includes('_own_')) return;
    expect(errors.map(([status]) => status)).toEqual(expect.arrayContaining(['400', '401', '403', '429']));
    for (const [status, { $ref }] of errors)
      expect(resolved($ref)).toMatchObject({
        description: expect.stringContaining('`'),
        content: { 'application/problem+json': { example: { status: Number(status) } } },
      });
  });
});
