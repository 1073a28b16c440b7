import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBase64url, toBase64url, toHex } from './bytes.ts';
import { fcParameters } from '../testing/property.ts';

const bytes = fc.uint8Array({ maxLength: 100 });

it('base64url gives the bytes back, in characters that a URL takes', () => {
  fc.assert(
    fc.property(bytes, (given) => {
      const text = toBase64url(given);
      expect(text).toMatch(/^[\w-]*$/);
      expect(fromBase64url(text)).toEqual(given);
    }),
    fcParameters(200),
  );
});

it('hex has two characters a byte', () => {
  expect(toHex(Uint8Array.of(0, 15, 255))).toBe('000fff');
  fc.assert(
    fc.property(bytes, (given) => {
      expect(toHex(given)).toMatch(/^[0-9a-f]*$/);
      expect(toHex(given)).toHaveLength(2 * given.length);
    }),
    fcParameters(200),
  );
});
