import { expect, test } from 'vitest';
import { overall } from '../health.ts';
import { routeOf, type Service } from './routing-table.ts';

const development = { DEV_LOGIN: 'on' };

test.each<[string, string, Service]>([
  ['POST', '/api/v1/media', 'MEDIA_COMMAND'],
  ['DELETE', '/api/v1/media/media-1', 'MEDIA_COMMAND'],
  ['GET', '/api/v1/media/search', 'MEDIA_QUERY'],
  ['HEAD', '/api/v1/media/media-1/content', 'MEDIA_QUERY'],
  ['POST', '/api/v1/albums/album-1/media', 'ALBUM'],
  ['PUT', '/api/v1/notifications/read-all', 'NOTIFICATION'],
  ['GET', '/api/v1/live', 'NOTIFICATION'],
  ['GET', '/api/v1/sagas/saga-1', 'SAGA'],
  ['POST', '/api/v1/parked/retry', 'EVENTSTORE'],
  ['PUT', '/api/v1/chaos', 'EVENTSTORE'],
])('%s %s goes to %s', (method, path, to) => {
  expect(routeOf(method, path, development)).toMatchObject({ to });
});

test.each<[string, string, string[]]>([
  ['PUT', '/api/v1/media', ['POST', 'GET', 'HEAD']],
  ['PUT', '/api/v1/media/media-1', ['PATCH', 'DELETE', 'GET', 'HEAD']],
  ['DELETE', '/api/v1/media/search', ['GET', 'HEAD']],
  ['POST', '/api/v1/media/media-1/content', ['GET', 'HEAD']],
  ['OPTIONS', '/api/v1/albums', ['GET', 'HEAD', 'POST']],
  ['GET', '/api/v1/albums/album-1/media/media-1', ['DELETE']],
  ['GET', '/api/v1/sagas/saga-1/resume', ['POST']],
])('%s %s is not allowed, and the answer can say what is', (method, path, allow) => {
  expect(routeOf(method, path, development)).toEqual({ allow });
});

test.each([
  '/api/v1/mediaX',
  '/api/v1',
  '/api/v2/media',
  '/api/v1/media/',
  '/api/v1/media/media-1/secret',
  '/api/v1/media/a/b/content',
])('%s does not exist', (path) => {
  expect(routeOf('GET', path, development)).toBe('unknown');
});

test('the fault switch does not exist unless DEV_LOGIN is on', () => {
  expect(routeOf('GET', '/api/v1/chaos', { DEV_LOGIN: 'off' })).toBe('unknown');
});

test('the whole is as well as its worst part', () => {
  expect(overall({ album: { status: 'ok' }, saga: { status: 'ok' } }).status).toBe('ok');
  expect(overall({ album: { status: 'ok' }, eventstore: { status: 'degraded' } }).status).toBe('degraded');
  expect(overall({ album: { status: 'busy' }, saga: { status: 'ok' } }).status).toBe('busy');
  expect(overall({ album: { status: 'busy' }, saga: { status: 'degraded' } }).status).toBe('degraded');
  expect(overall({ album: { status: 'down' }, saga: { status: 'busy' } }).status).toBe('down');
  expect(overall({ eventstore: { status: 'degraded' }, saga: { status: 'what?' } }).status).toBe('down');
});
