import { expect, test } from 'vitest';
import { overall } from './health.ts';
import { route, type Routing } from './routing-table.ts';

const development = { DEV_LOGIN: 'on' };

test.each<[string, string, Routing]>([
  ['POST', '/api/v1/media', { to: 'MEDIA_COMMAND' }],
  ['DELETE', '/api/v1/media/media-1', { to: 'MEDIA_COMMAND' }],
  ['GET', '/api/v1/media/search', { to: 'MEDIA_QUERY' }],
  ['HEAD', '/api/v1/media/media-1/content', { to: 'MEDIA_QUERY' }],
  ['PUT', '/api/v1/media/media-1', { allow: ['POST', 'PATCH', 'DELETE', 'GET', 'HEAD'] }],
  ['POST', '/api/v1/albums/album-1/media', { to: 'ALBUM' }],
  ['OPTIONS', '/api/v1/albums', { allow: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'] }],
  ['PUT', '/api/v1/notifications/read-all', { to: 'NOTIFICATION' }],
  ['GET', '/api/v1/live', { to: 'NOTIFICATION' }],
  ['GET', '/api/v1/sagas/saga-1', { to: 'SAGA' }],
  ['DELETE', '/api/v1/events', { allow: ['GET', 'HEAD'] }],
  ['PUT', '/api/v1/chaos', { to: 'EVENTSTORE' }],
  ['GET', '/api/v1/mediaX', 'unknown'],
  ['GET', '/api/v1', 'unknown'],
  ['GET', '/api/v2/media', 'unknown'],
])('%s %s goes to %o', (method, path, expected) => {
  expect(route(method, path, development)).toEqual(expected);
});

test('the fault switch does not exist unless DEV_LOGIN is on', () => {
  expect(route('GET', '/api/v1/chaos', { DEV_LOGIN: 'off' })).toBe('unknown');
});

test('the whole is as well as its worst part', () => {
  expect(overall({ album: { status: 'ok' }, saga: { status: 'ok' } }).status).toBe('ok');
  expect(overall({ album: { status: 'ok' }, eventstore: { status: 'degraded' } }).status).toBe('degraded');
  expect(overall({ eventstore: { status: 'degraded' }, saga: { status: 'what?' } }).status).toBe('down');
});
