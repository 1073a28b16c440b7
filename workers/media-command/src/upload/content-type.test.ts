import { describe, expect, it } from 'vitest';
import { acceptedType } from './content-type.ts';

describe('the type of a file', () => {
  it.each([
    ['image/jpeg', 'image/jpeg', 'image/jpeg'],
    ['image/jpeg', 'image/jpg', 'image/jpeg'],
    ['image/apng', 'image/png', 'image/png'],
    ['image/heif', 'image/heic', 'image/heic'],
    ['video/x-m4v', 'video/mp4', 'video/mp4'],
    ['image/webp', '', 'image/webp'],
    ['image/webp', 'application/octet-stream', 'image/webp'],
    ['image/png', 'Image/PNG; q=1', 'image/png'],
  ])('detected %s, declared %j: %s', (detected, declared, type) =>
    expect(acceptedType(detected, declared)).toBe(type),
  );

  it.each([undefined, 'application/xml', 'application/pdf', 'text/html', 'video/matroska', 'image/tiff'])(
    'detected %s is refused whatever is declared',
    (detected) =>
      expect(() => acceptedType(detected, 'image/png')).toThrow(
        expect.objectContaining({ code: 'unsupported_media_type' }),
      ),
  );

  it('must agree with what is declared', () =>
    expect(() => acceptedType('image/jpeg', 'image/png')).toThrow(
      expect.objectContaining({ code: 'file_type_mismatch' }),
    ));
});
