// What a file is by its first bytes wins over what its name and the browser call it.
import { describe, expect, it } from 'vitest';
import { someone, upload } from '../../test/env.ts';
import { SMALL_HEIC } from '../../test/fixtures.ts';
import { jpegHeaderOf, PNG, pngOf } from '../../test/images.ts';

const typeOf = async (file: File) => {
  const response = await upload(someone(), file);
  expect(response.status).toBe(201);
  return (await response.json<{ content_type: string }>()).content_type;
};

describe('an upload keeps its true type', () => {
  it.each([
    ['a PNG that is called a JPEG', new File([PNG], 'a.jpg', { type: 'image/jpeg' }), 'image/png'],
    [
      'a JPEG that is called a film',
      new File([jpegHeaderOf(4, 3, 1)], 'a.mp4', { type: 'video/mp4' }),
      'image/jpeg',
    ],
    ['a PNG that is called a text', new File([PNG], 'a.txt', { type: 'text/plain' }), 'image/png'],
  ])('%s', async (_, file, type) => expect(await typeOf(file)).toBe(type));
});

describe('a container of pictures whose first brand is of some profile is what is in it', () => {
  it.each(['miaf', 'MA1B', 'avio', 'MiPr'])('%s', async (brand) => {
    const bytes = SMALL_HEIC.slice();
    bytes.set(new TextEncoder().encode(brand), 8);
    expect(await typeOf(new File([bytes], 'a.avif', { type: 'image/avif' }))).toBe('image/heic');
  });
});

describe('a large picture is taken', () => {
  it.each([
    ['a panorama', 32_768, 2],
    ['200 MP', 16_320, 12_240],
  ])('%s', async (_, width, height) =>
    expect(await typeOf(new File([pngOf(width, height)], 'a.png'))).toBe('image/png'),
  );
});
