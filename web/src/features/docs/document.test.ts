import { expect, it } from 'vitest';
import { addressOf, curlOf, exampleAnswer, exampleBody, isFound, operationsOf, type OpenApi } from './document.ts';

const document: OpenApi = {
  info: { title: 'MediaHub', version: '1' },
  components: {
    parameters: { Prefer: { name: 'Prefer', in: 'header', schema: { type: 'string' } } },
    responses: { Problem404: { description: '`album_not_found`: There is no such album.' } },
  },
  paths: {
    '/api/v1/albums/{id}': {
      put: {
        operationId: 'put_albums_id',
        tags: ['albums'],
        summary: 'Rename and describe an album',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'limit', in: 'query', schema: { type: 'integer' } },
          { $ref: '#/components/parameters/Prefer' },
        ],
        requestBody: {
          content: {
            'application/json': {
              schema: { type: 'object' },
              example: { name: '京都' },
            },
          },
        },
        responses: {
          '200': {
            content: {
              'application/json': { schema: { type: 'object' }, example: { id: 'album-1', name: '京都' } },
            },
          },
          '404': { $ref: '#/components/responses/Problem404' },
        },
      },
    },
  },
};
const [operation] = operationsOf(document);
if (!operation) throw new Error('no operation');

it('lists routes with their parameters, those by reference too', () => {
  expect(operation.parameters.map(({ name }) => name)).toEqual(['id', 'limit', 'Prefer']);
});

it.each([
  ['put albums', true],
  ['rename', true],
  ['rename media', false],
])('looks for %s', (q, found) => expect(isFound(operation, q)).toBe(found));

it('fills in what was typed, so that it stays one segment and one value', () => {
  expect(addressOf(operation, { id: '../x?y', limit: '' })).toBe('/api/v1/albums/..%2Fx%3Fy');
  expect(addressOf(operation, { id: 'a', limit: '1&scope=all' })).toBe('/api/v1/albums/a?limit=1%26scope%3Dall');
});

it('quotes for the shell', () => {
  const curl = curlOf(operation, { values: { id: 'a' }, body: `{"name":"it's $HOME"}` }, 'http://localhost:8080');
  expect(curl).toContain(String.raw`-d '{"name":"it'\''s $HOME"}'`);
  expect(curl).toContain('Bearer $TOKEN');
});

it('shows a body and an answer as the document does', () => {
  expect(exampleBody(operation)).toEqual({ name: '京都' });
  expect(exampleAnswer(operation)).toEqual({ id: 'album-1', name: '京都' });
  expect(operation.responses['404']?.description).toContain('album_not_found');
});
