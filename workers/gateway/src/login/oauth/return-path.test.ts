import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { returnPath } from './return-path.ts';

test.each([
  '//evil',
  '///evil',
  '/\\evil',
  '\\\\evil',
  'https:evil',
  'https://evil',
  'javascript:alert(1)',
  'evil',
  '/\t/evil',
  '/\n/evil',
  ' /albums',
  '/..//evil',
  '/%2e%2e//evil',
  '%2F%2Fevil',
  '/%2Fevil',
  '/%5Cevil',
  '/%255Cevil',
  '/%252Fevil',
  '/%09/evil',
  '/%',
  '',
  null,
  undefined,
])('%j leads to the library', (asked) => {
  expect(returnPath(asked)).toBe('/');
});

test.each([
  '/',
  '/albums',
  '/albums/album-1?x=1#top',
  '/?q=%E4%BA%AC%E9%83%BD',
  '/events/stream/media-1?version=3',
])('%s is kept', (asked) => {
  expect(returnPath(asked)).toBe(asked);
});

test('for every requested path, the answer stays at this origin', () => {
  const part = fc.constantFrom(
    '/',
    '\\',
    '%2f',
    '%5c',
    '..',
    '.',
    ':',
    '@',
    '\t',
    ' ',
    'evil.example',
    'https:',
    '?',
    '#',
    'a',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.boolean(), (parts, slash) => {
      const path = returnPath((slash ? '/' : '') + parts.join(''));
      expect(new URL(path, 'http://localhost:8080').origin).toBe('http://localhost:8080');
      expect(path).toMatch(/^\/(?![/\\])/);
    }),
    fcParameters(2000),
  );
});
