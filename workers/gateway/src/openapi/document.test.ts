import { expect, test } from 'vitest';
import { documentOf } from './document.ts';

const nothing = {};
const paths = (DEV_LOGIN: string) => Object.keys(documentOf(nothing, { DEV_LOGIN }).paths);

test('what is for development only is not described where it is not there', () => {
  const development = ['/auth/dev-token', '/api/v1/chaos', '/api/v1/chaos/presets'];
  expect(paths('on')).toEqual(expect.arrayContaining(development));
  expect(paths('off').filter((path) => development.includes(path))).toEqual([]);
  expect(paths('off')).toHaveLength(paths('on').length - development.length);
});

test('a route says what its own service says, whoever else speaks of it', () => {
  const album = { '/api/v1/albums': { get: { summary: 'Albums' } } };
  const { paths: listed } = documentOf(
    { ALBUM: album, SAGA: { '/api/v1/albums': { get: {} } } },
    { DEV_LOGIN: 'on' },
  );
  expect(listed['/api/v1/albums']?.['get']).toEqual({ summary: 'Albums' });
});
