// Odd pictures of real people, each with the colours that a browser shows: profiles, orientations, canvases, alpha, and
// everything that decoders only warn of.
import { describe, expect, it } from 'vitest';
import { fixture, type Fixture } from '../test/fixtures.ts';
import { made, quadrants, sizeIn, thumbnailIn } from '../test/post.ts';

type Colour = readonly [number, number, number];
const [RED, GREEN, BLUE, YELLOW]: Colour[] = [[220, 40, 40], [40, 180, 60], [50, 80, 220], [240, 220, 50]]; // prettier-ignore
const PLAIN = [RED, GREEN, BLUE, YELLOW];
/** Lossy formats and the thumbnail's own JPEG. */
const TOLERANCE = 12;

async function expectShown(
  bytes: Uint8Array<ArrayBuffer>,
  size: string,
  colours: readonly (Colour | undefined)[],
) {
  const picture = await made(bytes);
  expect([picture.refused, sizeIn(picture)]).toEqual([null, size]);
  const seen = quadrants(thumbnailIn(picture));
  colours.forEach((colour, i) =>
    colour?.forEach((value, c) => expect(Math.abs(value - (seen[i]?.[c] ?? -1))).toBeLessThanOrEqual(TOLERANCE)),
  );
}

const all = (colour: Colour) => [colour, colour, colour, colour];
const SWAPPED: Colour[] = [[35, 221, 35], [57, 35, 182], [221, 47, 79], [47, 241, 221]]; // prettier-ignore

describe('a picture has the colours that a browser shows', () => {
  it.each<[Fixture, string, readonly (Colour | undefined)[]]>([
    ['icc-swapped-small.jpg', '300x200', SWAPPED],
    ['icc-swapped-small.png', '300x200', SWAPPED],
    ['icc-swapped-small.webp', '300x200', SWAPPED],
    ['icc-p3.jpg', '300x200', [[241, 0, 13], [0, 184, 24], [36, 80, 229], [246, 220, 0]]],
    ['icc-linear-gray-small.jpg', '300x200', [[163, 163, 163], [184, 184, 184], [157, 157, 157], [231, 231, 231]]],
    ['jpeg-CMYK-small.jpg', '300x200', PLAIN],
    ['jpeg-L-small.jpg', '300x200', [[94, 94, 94], [124, 124, 124], [87, 87, 87], [207, 207, 207]]],
    ['png-16bit-small.png', '300x200', PLAIN],
    ['png-adam7-small.png', '300x200', PLAIN],
    ['png-palette-trns-small.png', '300x200', [undefined, GREEN, BLUE, YELLOW]],
    ['png-big-gray-with-rgb-icc.png', '1700x1300', []],
    ['alpha-stripes-small.png', '800x800', all([255, 128, 128])],
    ['webp-flat-16x16.webp', '16x16', all([200, 100, 50])],
    ['webp-one-segment.webp', '300x200', []],
    ['webp-anim-small.webp', '300x200', PLAIN],
    ['apng-small.png', '300x200', PLAIN],
    ['gif-anim-small.gif', '300x200', PLAIN],
    ['gif-screen-0x0.gif', '100x60', all([0, 0, 0])],
    ['size-16382x3.jpg', '16382x3', all([200, 100, 50])],
    ['avif-small.avif', '300x200', PLAIN],
    ['avif-anim-small.avif', '300x200', PLAIN],
    ['heic-small.heic', '300x200', PLAIN],
  ])('%s', async (name, size, colours) => expectShown(fixture(name), size, colours)); // prettier-ignore

  it.each<[string, number, readonly number[]]>([
    ['is longer than it is', 0, [0, 1, 0, 0]],
    ['is too short for its tags', 0, [0, 0, 0, 140]],
    ['is of a later version', 8, [5]],
    ['connects through nothing', 20, [0, 0, 0, 0]],
    ['is none', 36, [0, 0, 0, 0]],
    ['has another white', 68, [0, 0, 240, 0]],
    ['has more tags than it has room for', 128, [0, 0, 16, 0]],
    ['has a tag beyond its end', 136, [0, 1, 0, 0]],
    ['has an empty tag', 140, [0, 0, 0, 0]],
    ['has a colour that is none', 392, [0x17, 0xa5, 0x05, 0xb8]],
    ['has a curve that is none', 452, [0, 0, 0, 0]],
  ])('as if there were no profile where it says that it %s', async (_, at, value) => {
    for (const name of ['icc-swapped-small.jpg', 'icc-swapped-small.webp'] as const) {
      const bytes = fixture(name);
      const profile = new TextDecoder('latin1').decode(bytes).indexOf('acsp') - 36;
      bytes.set(value, profile + at);
      await expectShown(bytes, '300x200', PLAIN);
    }
  });

  it('on the canvas of a GIF, its first frame where it belongs', async () => {
    const jpeg = thumbnailIn(await made(fixture('gif-placed-small.gif')));
    const [corner, middle] = [quadrants(jpeg, [0.1, 0.9]), quadrants(jpeg, [0.35, 0.65])];
    corner.forEach((colour) => colour.forEach((value) => expect(value).toBeGreaterThan(240)));
    middle.forEach((colour) => expect(Math.min(...colour)).toBeLessThan(120));
  });
});

describe('a picture is turned as browsers turn it, and so is its recorded size', () => {
  it.each<[Fixture, string, readonly (Colour | undefined)[]]>([
    ['orient-6-small.webp', '300x200', [RED, GREEN, BLUE, YELLOW]],
    ['orient-5-small.png', '200x300', [RED, BLUE, GREEN, YELLOW]],
    ['orient-7-small.jpg', '200x300', [YELLOW, GREEN, BLUE, RED]],
    ['orient-8-small.avif', '200x300', [GREEN, YELLOW, RED, BLUE]],
    ['jpeg-small-two-exif-6-3.jpg', '200x300', [BLUE, RED, YELLOW, GREEN]],
  ])('%s', async (name, size, colours) => expectShown(fixture(name), size, colours));
});

describe('what a decoder only warns of is still a picture', () => {
  it.each<[Fixture, string]>([
    ['png-big-bad-text-crc.png', '1700x1300'],
    ['png-big-bad-exif.png', '1700x1300'],
    ['png-big-two-phys.png', '1700x1300'],
    ['jpeg-big-samsung-sos.jpg', '1700x1300'],
    ['jpeg-small-no-eoi.jpg', '300x200'],
    ['jpeg-small-motion-photo.jpg', '300x200'],
  ])('%s', async (name, size) => expectShown(fixture(name), size, PLAIN));

  const cuts = [1, 2, 12, 40];
  it.each<[Fixture, readonly number[]]>([
    ['icc-p3.jpg', [1, 2, 12, 100]],
    ['jpeg-CMYK-small.jpg', cuts],
    ['png-16bit-small.png', cuts],
    ['png-adam7-small.png', cuts],
    ['png-palette-trns-small.png', cuts],
    ['apng-small.png', cuts],
    ['gif-placed-small.gif', cuts],
    ['webp-one-segment.webp', cuts],
    ['heic-small.heic', cuts],
  ])('%s without its last bytes', async (name, lengths) => {
    const whole = fixture(name);
    for (const cut of lengths) expect((await made(whole.subarray(0, whole.length - cut))).refused).toBeNull();
  });

  it.each<Fixture>([
    'icc-p3.jpg',
    'png-16bit-small.png',
    'gif-anim-small.gif',
    'webp-one-segment.webp',
    'avif-small.avif',
  ])('%s with other bytes behind it', async (name) => {
    const whole = new Uint8Array([
      ...fixture(name),
      ...new Uint8Array(500),
      ...new TextEncoder().encode('ftypmp42'),
    ]);
    expect((await made(whole)).refused).toBeNull();
  });
});
