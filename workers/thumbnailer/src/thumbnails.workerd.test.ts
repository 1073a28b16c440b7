import { describe, expect, it } from 'vitest';
import { load } from 'exifreader';
import {
  look,
  picture,
  pictureOfCorners,
  pngClaiming,
  transparent,
  withOrientation,
  type Format,
} from '../test/pictures.ts';
import { decoderSlot } from './slot.ts';
import { ask, made, post, sizeIn, thumbnailIn } from '../test/post.ts';
import { SLOT, thumbnails, thumbnailsOver } from './thumbnails.ts';

const expectTheNextImageWorks = async (app = thumbnails) =>
  expect((await made(picture(40, 30, 'jpeg'), { app })).refused).toBeNull();

describe('a thumbnail', () => {
  it.each<Format>(['jpeg', 'png', 'webp'])(
    'of a %s is a JPEG with the longest side 400 and the same aspect',
    async (format) => {
      const bytes = thumbnailIn(await made(picture(1000, 500, format)));
      expect([...bytes.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
      const seen = look(bytes);
      expect([seen.width, seen.height, seen.at(0.25, 0.5), seen.at(0.75, 0.5)]).toEqual([400, 200, 'red', 'blue']);
    },
  );

  it('is never larger than the image', async () => {
    const seen = look(thumbnailIn(await made(picture(30, 20, 'png'))));
    expect([seen.width, seen.height]).toEqual([30, 20]);
  });

  it('is upright as EXIF says, and so are the reported width and height of the original', async () => {
    const turned = await made(withOrientation(picture(800, 400, 'jpeg'), 6));
    expect(sizeIn(turned)).toBe('400x800');
    const seen = look(thumbnailIn(turned));
    expect([seen.width, seen.height, seen.at(0.5, 0.25), seen.at(0.5, 0.75)]).toEqual([200, 400, 'red', 'blue']);
  });

  // Each line says what people must see, from above (EXIF 2.32, figure of tag 274).
  it.each([
    [1, ['red', 'blue', 'white', 'white']],
    [2, ['blue', 'red', 'white', 'white']],
    [3, ['white', 'white', 'blue', 'red']],
    [4, ['white', 'white', 'red', 'blue']],
    [5, ['red', 'white', 'blue', 'white']],
    [6, ['white', 'red', 'white', 'blue']],
    [7, ['white', 'blue', 'white', 'red']],
    [8, ['blue', 'white', 'red', 'white']],
  ])('is turned and mirrored as orientation %i says', async (orientation, corners) => {
    const seen = look(thumbnailIn(await made(withOrientation(pictureOfCorners(80, 40), orientation))));
    const at = [0.2, 0.8].flatMap((y) => [0.2, 0.8].map((x) => seen.at(x, y)));
    expect([seen.width > seen.height, at]).toEqual([orientation < 5, corners]);
  });

  it('carries no metadata of the camera', async () => {
    const photo = withOrientation(picture(800, 400, 'jpeg'), 1);
    expect(load(photo.buffer).Make?.description).toBe('Cam');
    const thumbnail = thumbnailIn(await made(photo));
    expect(new TextDecoder('latin1').decode(thumbnail)).not.toContain('Exif');
    expect(load(thumbnail.buffer).Make).toBeUndefined();
  });

  it('of a transparent picture is white, not black', async () => {
    expect(look(thumbnailIn(await made(transparent(500, 500)))).at(0.5, 0.5)).toBe('white');
  });
});

describe('an image that cannot be decoded', () => {
  it('a file without an image header is refused', async () => {
    expect(await made('GIF?')).toMatchObject({ refused: 'file_unreadable', report: null });
    expect((await made(new Uint8Array(0))).refused).toBe('file_unreadable');
  });

  it('more pixels than the budget are refused by the header, before decoding', async () => {
    expect((await made(pngClaiming(5000, 4000))).refused).toBe('too_many_pixels');
    await expectTheNextImageWorks();
  });

  it('mutated pictures never end in a 5xx, and a good one works afterwards', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const good = picture(64, 48, format);
      for (let i = 0; i < 70; i++) {
        const mutated = good.slice();
        for (let k = 0; k < 4; k++) mutated[(i * 131 + k * 977) % good.length] = (i * 37 + k * 101) % 256;
        expect((await post(mutated)).status).toBeLessThan(500);
      }
    }
    await expectTheNextImageWorks();
  });
});

describe('while one image is being received', () => {
  it('the others are refused with a time to come back, and the slot is free afterwards', async () => {
    const fresh = thumbnailsOver(decoderSlot(SLOT));
    const { readable, writable } = new IdentityTransformStream();
    const first = Promise.resolve(
      fresh.fetch(new Request('http://thumbnailer/renditions', { method: 'POST', body: readable })),
    );
    const refused = await ask(picture(40, 30, 'jpeg'), { app: fresh });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after-ms'))).toBeGreaterThan(0);

    const writer = writable.getWriter();
    await writer.write(picture(40, 30, 'png'));
    await writer.close();
    expect((await first).status).toBe(200);
    await expectTheNextImageWorks(fresh);
  });

  it('a body that breaks off gives the slot back', async () => {
    const fresh = thumbnailsOver(decoderSlot(SLOT));
    const { readable, writable } = new IdentityTransformStream();
    const first = Promise.resolve(
      fresh.fetch(new Request('http://thumbnailer/renditions', { method: 'POST', body: readable })),
    );
    await writable.abort(new Error('the caller went away'));
    expect((await first).status).toBe(500);
    await expectTheNextImageWorks(fresh);
  });
});
