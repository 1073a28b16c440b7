// /openapi.json over the real Workers: it names every route that there is and none that there is not, and what they
// answer is what it says.
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Client, type Answer } from './client.ts';
import { system, WORKERS } from './system.ts';

type Schema = Parameters<typeof z.fromJSONSchema>[0];
interface Operation {
  summary?: string;
  description?: string;
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}
type Paths = Record<string, Record<string, Operation>>;
interface Document {
  openapi: string;
  paths: Paths;
  components: { schemas: Record<string, Schema> };
}

/** The gateway puts the document together; the others answer no route of the API. */
const WITHOUT_ROUTES: readonly string[] = ['gateway', 'thumbnailer', 'web'];

let document: Document;
let user: Client;
let mediaId: string;
let sagaId: string;
let exportId: string;
let uploadId: string;
let position: string;
let trace: string;

beforeAll(async () => {
  user = await Client.login();
  const response = await fetch(`${user.base}/openapi.json`);
  document = (await response.json()) as Document;
  const { body, headers } = await user.upload();
  mediaId = body.id;
  trace = headers.get('x-trace-id') ?? '';
  sagaId = (await user.sagaOf(mediaId)).id;
  position = String((await user.events()).find((event) => event.aggregate_id === mediaId)?.position);
  const exporting = await user.call<{ export_id: string }>('POST', '/api/v1/albums/default/export');
  exportId = exporting.body.export_id;
  const begun = await user.call<{ id: string }>('POST', '/api/v1/uploads', { filename: 'a.mp4', size: 9 });
  uploadId = begun.body.id;
});

const operationsIn = (paths: Paths): string[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );

describe('the document', () => {
  it('is OpenAPI 3.1, and needs no login', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
  });

  it('describes every route of the routing table', () => {
    const undescribed = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, { summary }]) =>
        summary ? [] : [`${method.toUpperCase()} ${path}`],
      ),
    );
    expect(undescribed, 'in routing-table.ts of the gateway, but not in openapi.ts of their service').toEqual([]);
  });

  it('names every route of every service', async () => {
    const { server } = await system();
    const known = new Set(operationsIn(document.paths));
    for (const name of WORKERS.filter((worker) => !WITHOUT_ROUTES.includes(worker))) {
      const response = await server.getWorker(name).fetch('http://internal/openapi');
      const paths = (await response.json()) as Paths;
      const missing = operationsIn(paths).filter((operation) => !known.has(operation));
      expect(missing, `routes of ${name} that routing-table.ts of the gateway does not know`).toEqual([]);
    }
  });

  it('is right about the methods of every path', async () => {
    for (const [path, item] of Object.entries(document.paths)) {
      const concrete = path.replaceAll(/\{\w+\}/g, 'x');
      const { status, headers } = await user.call('OPTIONS', concrete);
      expect(status, path).toBe(405);
      const allowed = (headers.get('allow') ?? '').split(', ').filter((method) => method !== 'HEAD');
      expect(allowed.toSorted(), path).toEqual(
        Object.keys(item)
          .map((method) => method.toUpperCase())
          .toSorted(),
      );
    }
  });
});

/** Checks an answer against what the document says about it. */
function expectAsDescribed(method: string, path: string, answer: Answer<unknown>): void {
  const content = document.paths[path]?.[method.toLowerCase()]?.responses[answer.status]?.content;
  const schema = content?.['application/json']?.schema;
  if (!schema)
    throw new Error(`${method} ${path}: ${answer.status} is not described: ${JSON.stringify(answer.body)}`);
  const { error } = z.fromJSONSchema(schema).safeParse(answer.body);
  expect(error && z.prettifyError(error), `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeUndefined();
}

describe('what the routes answer', () => {
  const concrete = (path: string): string => {
    const ids: [RegExp, string][] = [
      [/\/media\/\{id\}/, `/media/${mediaId}`],
      [/\/albums\/\{id\}/, '/albums/default'],
      [/\/exports\/\{id\}/, `/exports/${exportId}`],
      [/\/uploads\/\{id\}/, `/uploads/${uploadId}`],
      [/\/sagas\/\{id\}/, `/sagas/${sagaId}`],
      [/\/type\/\{type\}/, '/type/MediaUploaded'],
      [/\/aggregate\/\{id\}/, `/aggregate/${mediaId}`],
      [/\/journey\/\{position\}/, `/journey/${position}`],
      [/\/traces\/\{id\}/, `/traces/${trace}`],
      [/\/names$/, `/names?ids=${mediaId}`],
      [/\/since$/, '/since?since=2026-01-01T00:00:00Z'],
      [/\/media\/search$/, '/media/search?q=photo'],
      [/\/sagas$/, '/sagas?status=all'],
    ];
    return ids.reduce((said, [pattern, value]) => said.replace(pattern, value), path);
  };
  // Of a photo without a place there is no location, and the others answer bytes.
  const NO_JSON = ['/api/v1/live', '/location', '/renditions/', '/content', '/thumbnail', '/mermaid', '/auth/'];

  it('to every GET is as described, and kept by no cache', async () => {
    const operator = await Client.login(null);
    const readable = Object.keys(document.paths).filter(
      (path) => document.paths[path]?.['get'] && !NO_JSON.some((part) => path.includes(part)),
    );
    for (const path of readable) {
      const who = document.paths[path]?.['get']?.description?.includes('operator') ? operator : user;
      const answer = await who.call('GET', concrete(path));
      expectAsDescribed('GET', path, answer);
      // Private, so no cache keeps it; this document is the same for everyone.
      expect(answer.headers.get('cache-control'), path).toBe(
        path === '/openapi.json' ? 'public, max-age=60' : 'no-store',
      );
    }
  });

  it('to writes is as described', async () => {
    expectAsDescribed('POST', '/api/v1/media', await user.upload());
    const exporting = await user.call('POST', '/api/v1/albums/default/export');
    expectAsDescribed('POST', '/api/v1/albums/{id}/export', exporting);
    const created = await user.call<{ id: string }>('POST', '/api/v1/albums', { name: '京都' });
    expectAsDescribed('POST', '/api/v1/albums', created);
    const album = `/api/v1/albums/${created.body.id}`;
    const calls: [string, string, string, object?][] = [
      ['PUT', '/api/v1/albums/{id}', album, { name: '奈良' }],
      ['POST', '/api/v1/albums/{id}/media', `${album}/media`, { media_id: mediaId }],
      ['DELETE', '/api/v1/albums/{id}/media/{media_id}', `${album}/media/${mediaId}`],
      ['DELETE', '/api/v1/albums/{id}', album],
      ['PUT', '/api/v1/notifications/read-all', '/api/v1/notifications/read-all'],
      ['PATCH', '/api/v1/media/{id}', `/api/v1/media/${mediaId}`, { filename: '清水寺.jpg' }],
      ['DELETE', '/api/v1/media/{id}', `/api/v1/media/${mediaId}`],
    ];
    for (const [method, described, path, body] of calls)
      expectAsDescribed(method, described, await user.call(method, path, body));
  });

  it('in case of an error is the described problem', async () => {
    const problem = z.fromJSONSchema(document.components.schemas['Problem'] ?? false);
    const wrong = [
      await user.call('GET', '/api/v1/media/media-unknown'),
      await user.call('POST', '/api/v1/albums', { name: '' }),
      await user.call('PUT', '/api/v1/media'),
      await user.call('GET', '/api/v1/parked'),
    ];
    expect(wrong.map(({ status }) => status)).toEqual([404, 400, 405, 403]);
    for (const { body } of wrong) expect(problem.safeParse(body).error).toBeUndefined();
  });
});
