import { describe, expect, it } from 'vitest';
import { acceptedType } from './content-type.ts';

describe('the type of a file', () => {
  it.each([
    ['image/jpeg', 'image/jpeg'],
    ['image/apng', 'image/png'],
    ['image/heif', 'image/heic'],
    ['video/x-m4v', 'video/mp4'],
    ['video/3gpp', 'video/mp4'],
    ['video/3gpp2', 'video/mp4'],
    ['image/webp', 'image/webp'],
  ])('detected %s is kept as %s, not as the client declares it', (detected, type) =>
    expect(acceptedType(detected)).toBe(type),
  );

  it.each([
    undefined,
    'application/xml',
    'image/svg+xml',
    'application/pdf',
    'text/html',
    'video/matroska',
    'image/tiff',
  ])('detected %s is refused', (detected) =>
    expect(() => acceptedType(detected)).toThrow(expect.objectContaining({ code: 'unsupported_media_type' })),
  );
});
