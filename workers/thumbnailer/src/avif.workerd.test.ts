// AVIF as encoders write it: colours that only the coded picture names, video range, filters, crops, sequences.
import { describe, expect, it } from 'vitest';
import { boxesIn } from '#shared/mediahub/media/boxes';
import { heifOf, itemData } from '#shared/mediahub/media/heif';
import { fixture, type Fixture } from '../test/fixtures.ts';
import { look, type Seen } from '../test/pictures.ts';
import { made, sizeIn, thumbnailIn } from '../test/post.ts';
import { alphaOf } from './heif/alpha.ts';
import { inspectImage } from './inspect-image.ts';
import { byHeif, byMagick } from './sources.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Colour = readonly [number, number, number];
const PLAIN: Colour[] = [[220, 40, 40], [40, 180, 60], [50, 80, 220], [240, 220, 50]]; // prettier-ignore
const GRAY: Colour[] = [94, 124, 87, 207].map((v) => [v, v, v] as const);
const POINTS = Array.from(
  { length: 600 },
  (_, i) => [((i % 30) + 0.5) / 30, (Math.floor(i / 30) + 0.5) / 20] as const,
);

/** Without the box that names the colours: it becomes one that says nothing. */
function withoutColours(avif: Bytes): Bytes {
  const at = new TextDecoder('latin1').decode(avif).indexOf('colr');
  avif.set(new TextEncoder().encode('skip'), at);
  return avif;
}

/** With numbers for its primaries and its curve that no table has. */
function withUnknownColours(avif: Bytes): Bytes {
  const at = new TextDecoder('latin1').decode(avif).indexOf('nclx');
  avif.set([0, 3, 0, 3], at + 4);
  return avif;
}

const difference = (a: Seen, b: Seen): number =>
  POINTS.reduce((sum, [x, y]) => {
    const [one, other] = [a.colour(x, y), b.colour(x, y)];
    return sum + Math.max(...one.map((value, i) => Math.abs(value - (other[i] ?? 0))));
  }, 0) / POINTS.length;

async function expectColours(bytes: Bytes, wanted: readonly Colour[], size = '300x200'): Promise<void> {
  const picture = await made(bytes);
  expect([picture.refused, picture.report?.made_of, sizeIn(picture)]).toEqual([null, 'original', size]);
  const seen = look(thumbnailIn(picture));
  wanted.forEach((colour, i) => {
    const found = seen.colour(i % 2 ? 0.75 : 0.25, i > 1 ? 0.75 : 0.25);
    colour.forEach((value, c) => expect(Math.abs(value - (found[c] ?? -99)), found.join()).toBeLessThan(8));
  });
}

describe('the colours of an AVIF', () => {
  it.each<[string, Bytes, readonly Colour[]]>([
    ['in video range, as its container says', fixture('avif-video-range-small.avif'), PLAIN],
    ['in video range, as only the coded picture says', withoutColours(fixture('avif-video-range-small.avif')), PLAIN],
    ['in full range, as only the coded picture says', withoutColours(fixture('avif-small.avif')), PLAIN],
    ['by numbers that are reserved', withUnknownColours(fixture('avif-small.avif')), PLAIN],
    ['by numbers that are reserved, of 4:4:4', withUnknownColours(fixture('avif-444-small.avif')), PLAIN],
    ['gray in video range', fixture('avif-gray-video-range-small.avif'), GRAY],
    ['gray in video range, as only the coded picture says', withoutColours(fixture('avif-gray-video-range-small.avif')), GRAY],
  ])('%s', async (_, bytes, colours) => expectColours(bytes, colours)); // prettier-ignore
});

describe('an AVIF that can be seen through', () => {
  it.each<Fixture>(['avif-alpha-turned-small.avif', 'avif-alpha-cropped-small.avif'])(
    'is turned before it is mirrored, and cropped only from its upper left: %s',
    async (name) => {
      const [, green, blue, yellow] = PLAIN as [Colour, Colour, Colour, Colour];
      await expectColours(fixture(name), [[255, 255, 255], blue, green, yellow], '200x300');
    },
  );
});

describe('a large AVIF', () => {
  it('of 36 megapixels becomes a thumbnail', () => expectColours(fixture('avif-36mp.avif'), PLAIN, '6000x6000'));

  it('of 4:4:4 becomes a thumbnail', () => {
    const [red, blue]: [Colour, Colour] = [
      [221, 40, 39],
      [49, 81, 219],
    ];
    return expectColours(fixture('avif-444-big.avif'), [red, blue, blue, blue], '4000x3000');
  });

  it('of which a third can be seen, in stripes, shows their colours on white and nothing of the black between', () => {
    const onWhite = PLAIN.map(([r, g, b]): Colour => [(r + 510) / 3, (g + 510) / 3, (b + 510) / 3]);
    return expectColours(fixture('avif-alpha-5mp.avif'), onWhite, '2400x2000');
  });
});

it('an AVIF whose alpha cannot be read is shown without it', async () => {
  const avif = fixture('avif-alpha-turned-small.avif');
  const heif = heifOf(avif);
  const alpha = heif && alphaOf(heif);
  if (!alpha) throw new Error('no alpha');
  itemData(avif, heif, alpha).fill(0);
  const [, green, blue, yellow] = PLAIN as [Colour, Colour, Colour, Colour];
  const picture = await made(avif);
  expect([picture.refused, sizeIn(picture)]).toEqual([null, '200x300']);
  const seen = look(thumbnailIn(picture));
  [blue, green, yellow].forEach((colour, i) => {
    const found = seen.colour(i === 1 ? 0.25 : 0.75, i === 0 ? 0.25 : 0.75);
    colour.forEach((value, c) => expect(Math.abs(value - (found[c] ?? -99)), found.join()).toBeLessThan(8));
  });
});

describe('an AVIF of another size than its file says', () => {
  it.each([
    [310, 210],
    [290, 190],
    [150, 100],
    [600, 400],
    [300, 300],
  ])('is stretched to %i × %i', async (width, height) => {
    const avif = fixture('avif-small.avif');
    const at = new TextDecoder('latin1').decode(avif).indexOf('ispe');
    new DataView(avif.buffer).setUint32(at + 8, width);
    new DataView(avif.buffer).setUint32(at + 12, height);
    await expectColours(avif, PLAIN, `${width}x${height}`);
    const seen = look(thumbnailIn(await made(avif)));
    expect([seen.colour(0.02, 0.02), seen.colour(0.98, 0.98)].every((colour) => colour.some((v) => v < 60))).toBe(
      true,
    );
  });
});

it('a decoder that is thrown away leaves nothing that would keep its memory', async () => {
  const listening = () => process.listenerCount('unhandledRejection');
  const before = listening();
  for (let n = 0; n < 3; n++) await made(fixture('avif-444-small.avif'));
  expect(listening()).toBe(before);
});

describe('two decoders see the same', () => {
  it.each<Fixture>([
    'avif-small.avif', 'avif-filtered-small.avif', 'avif-video-range-small.avif', 'avif-422-small.avif', 'avif-444-small.avif',
    'avif-gray-small.avif', 'avif-gray-video-range-small.avif', 'avif-alpha-turned-small.avif', 'avif-alpha-cropped-small.avif',
  ])('%s', async (name) => {
    const bytes = fixture(name);
    const seen = inspectImage(bytes);
    if (!seen) throw new Error('no header');
    const wanted = { look: seen, bytes, sides: [400] };
    const [one, other] = [await byHeif(wanted), await byMagick(wanted)].map(({ renditions: [first] }) => first?.jpeg);
    if (!one || !other) throw new Error('no picture');
    expect(difference(look(one), look(other))).toBeLessThan(3);
  }); // prettier-ignore
});

describe('an AVIF that is a sequence', () => {
  it('of which nothing but the track is there has the size of its first frame', async () => {
    const avif = fixture('avif-anim-small.avif');
    const meta = [...boxesIn(avif)].find(({ type }) => type === 'meta');
    avif.set(new TextEncoder().encode('skip'), (meta?.start ?? 8) - 4);
    await expectColours(avif, PLAIN);
  });
});
