// What tools and phones write beside the pixels, and pictures of which a part is missing, each made from a small one: colours as
// a browser shows them, and the part that is there.
import { describe, expect, it } from 'vitest';
import { riffChunks } from '#shared/mediahub/media/riff';
import { chunksOf, type Chunk } from '#shared/mediahub/media/png';
import { segmentsOf } from '#shared/mediahub/media/jpeg';
import { fixture, type Fixture } from '../test/fixtures.ts';
import { look } from '../test/pictures.ts';
import { made, quadrants, sizeIn, thumbnailIn } from '../test/post.ts';
import { profileFrom, profileOf } from './color/profile.ts';
import { pngOf } from './repair/png-chunks.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Colour = readonly [number, number, number];
const PLAIN: Colour[] = [[220, 40, 40], [40, 180, 60], [50, 80, 220], [240, 220, 50]]; // prettier-ignore
const P3: Colour[] = [[241, 0, 13], [0, 184, 24], [36, 80, 229], [246, 220, 0]]; // prettier-ignore
const WHITE: Colour = [255, 255, 255];
const TOLERANCE = 14;

const isNear = (seen: readonly number[] | undefined, wanted: Colour): boolean =>
  wanted.every((value, i) => Math.abs(value - (seen?.[i] ?? -99)) <= TOLERANCE);

async function expectColours(bytes: Bytes, wanted: readonly (Colour | null)[]): Promise<void> {
  const picture = await made(bytes);
  expect(picture.refused).toBeNull();
  const seen = quadrants(thumbnailIn(picture));
  wanted.forEach((colour, i) => expect(colour === null || isNear(seen[i], colour), seen.join(' | ')).toBe(true));
}

const joined = (...parts: readonly (Uint8Array | readonly number[])[]): Bytes =>
  new Uint8Array(parts.flatMap((part) => [...part]));
const u32 = (...values: number[]): number[] =>
  values.flatMap((n) => [(n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]);
const text = (value: string): number[] => [...new TextEncoder().encode(value)];

describe('the colours that a JPEG names', () => {
  /** Without the profile it came with. */
  const bare = (name: Fixture): Bytes => {
    const jpeg = fixture(name);
    const profiles = [...segmentsOf(jpeg)].filter(({ marker }) => marker === 0xe2);
    return profiles.reduceRight<Bytes>(
      (bytes, { start, end }) => joined(bytes.subarray(0, start - 4), bytes.subarray(end)),
      jpeg,
    );
  };
  const piece = (n: number, of: number, data: Uint8Array): number[] => {
    const payload = [...text('ICC_PROFILE\0'), n, of, ...data];
    return [0xff, 0xe2, (payload.length + 2) >> 8, (payload.length + 2) & 255, ...payload];
  };
  const profile = profileOf(12) ?? new Uint8Array(0);
  const third = Math.ceil(profile.length / 3);
  const pieces = [1, 2, 3].map((n) => piece(n, 3, profile.subarray((n - 1) * third, n * third)));
  const withPieces = (name: Fixture, ...order: number[]): Bytes => {
    const jpeg = bare(name);
    return joined(jpeg.subarray(0, 2), ...order.flatMap((n) => pieces[n - 1] ?? []).map((byte) => [byte]), jpeg.subarray(2));
  }; // prettier-ignore

  it.each([[[1, 2, 3]], [[3, 1, 2]]])('in pieces, in the order %s', async (order) =>
    expectColours(withPieces('jpeg-small-no-eoi.jpg', ...order), P3),
  );

  it('a profile of which a piece is missing is none', async () =>
    expectColours(withPieces('jpeg-small-no-eoi.jpg', 1, 3), PLAIN));

  it('a profile for other pixels than these is none', async () =>
    expectColours(withPieces('jpeg-CMYK-small.jpg', 1, 2, 3), PLAIN));
});

describe('the colours that a PNG names', () => {
  const [header, ...rest] = [...chunksOf(fixture('icc-swapped-small.png'))].filter(({ type }) => type !== 'iCCP');
  const withChunks = (...chunks: (readonly [string, readonly number[]])[]): Bytes =>
    pngOf([
      ...(header ? [header] : []),
      ...chunks.map(([type, data]): Chunk => ({ type, data: new Uint8Array(data) })),
      ...rest,
    ]);
  const gamma = (value: number) => ['gAMA', u32(value)] as const;
  const primariesOfP3 = ['cHRM', u32(31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000)] as const;
  const LINEAR: Colour[] = [[238, 110, 110], [110, 218, 133], [122, 152, 238], [248, 238, 122]]; // prettier-ignore

  it.each<[string, Bytes, Colour[]]>([
    ['nothing', withChunks(), PLAIN],
    ['cICP of Display P3', withChunks(['cICP', [12, 13, 0, 1]]), P3],
    ['cICP of sRGB before a gamma', withChunks(['cICP', [1, 13, 0, 1]], gamma(100_000)), PLAIN],
    ['cICP in video range, which no PNG has', withChunks(['cICP', [12, 13, 0, 0]], gamma(100_000)), LINEAR],
    ['cICP that leaves its transfer open', withChunks(['cICP', [1, 2, 0, 1]], gamma(100_000)), LINEAR],
    ['an sRGB chunk without its byte', withChunks(['sRGB', []], gamma(100_000)), LINEAR],
    ['a gamma that is nearly the usual one', withChunks(gamma(47_619)), PLAIN],
    ['a profile that is none, before a gamma', withChunks(['iCCP', [120, 0, 0, 1, 2, 3]], gamma(100_000)), LINEAR],
    ['sRGB before a gamma', withChunks(['sRGB', [0]], gamma(100_000)), PLAIN],
    ['a gamma of 1', withChunks(gamma(100_000)), LINEAR],
    ['gamma and primaries of Display P3', withChunks(gamma(45_455), primariesOfP3), P3],
    ['a gamma of 0', withChunks(gamma(0)), PLAIN],
    ['primaries that are zeros', withChunks(gamma(45_455), ['cHRM', u32(0, 0, 0, 0, 0, 0, 0, 0)]), PLAIN],
  ])('%s', async (_, bytes, colours) => expectColours(bytes, colours));

  it('a gamma whose checksum is wrong counts for nothing', async () => {
    const png = withChunks(gamma(22_222));
    const at = new TextDecoder('latin1').decode(png).indexOf('gAMA');
    png[at + 8] = (png[at + 8] ?? 0) ^ 1;
    await expectColours(png, PLAIN);
  });

  it('primaries in a line are no profile', () => {
    expect(profileFrom([0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3], 2.2)).toBeNull();
  });

  it('a matrix left open in an AVIF leaves its range as it says', async () => {
    const avif = fixture('avif-small.avif');
    const at = new TextDecoder('latin1').decode(avif).indexOf('nclx');
    avif[at + 9] = 2;
    await expectColours(avif, PLAIN);
  });
});

describe('a PNG as iPhones write it for themselves', () => {
  it.each([255, 128])('has its red first again, and an alpha of %i', async (alpha) => {
    const [width, height] = [80, 60];
    const row = [
      0,
      ...Array.from({ length: width }, () => [50, 80, 200, 255].map((v) => (v * alpha) / 255)).flat(),
    ];
    const raw = new Blob(Array.from({ length: height }, () => new Uint8Array(row.map(Math.round))));
    const packed = await new Response(
      raw.stream().pipeThrough(new CompressionStream('deflate-raw')),
    ).arrayBuffer();
    const header = new Uint8Array([...u32(width, height), 8, 6, 0, 0, 0]);
    const png = pngOf([
      { type: 'CgBI', data: new Uint8Array([0x50, 0, 0x20, 2]) },
      { type: 'IHDR', data: header },
      { type: 'IDAT', data: new Uint8Array(packed) },
      { type: 'IEND', data: new Uint8Array(0) },
    ]);
    const onWhite = (value: number) => Math.round(255 + ((value - 255) * alpha) / 255);
    const colour: Colour = [onWhite(200), onWhite(80), onWhite(50)];
    await expectColours(png, [colour, colour, colour, colour]);
  });
});

describe('of a picture that is cut off, what is there', () => {
  const upperHalf = [PLAIN[0] ?? null, PLAIN[1] ?? null, WHITE, WHITE];
  const plain = [...chunksOf(fixture('icc-swapped-small.png'))].filter(({ type }) => type !== 'iCCP');
  const change = (type: string, to: (data: Bytes) => Bytes): Bytes =>
    pngOf(plain.map((chunk) => (chunk.type === type ? { type, data: to(chunk.data) } : chunk)));
  /** The pixels without the end of their stream, and its checksum. */
  const rows = async (count: number, width: number): Promise<Bytes> => {
    const packed = plain.flatMap(({ type, data }) => (type === 'IDAT' ? [data] : []));
    const raw = await new Response(
      new Blob(packed).stream().pipeThrough(new DecompressionStream('deflate')),
    ).arrayBuffer();
    const part = new Blob([raw.slice(0, count * (1 + width * 3))]);
    return new Uint8Array(
      await new Response(part.stream().pipeThrough(new CompressionStream('deflate'))).arrayBuffer(),
    );
  };

  it('a PNG: the rows that are there, on white', async () => {
    const data = await rows(100, 300);
    const picture = await made(change('IDAT', () => data));
    expect(sizeIn(picture)).toBe('300x200');
    const seen = quadrants(thumbnailIn(picture));
    upperHalf.forEach((colour, i) =>
      expect(colour === null || isNear(seen[i], colour), seen.join(' | ')).toBe(true),
    );
  });

  it('a PNG whose checksum of the pixels is wrong: all of it', async () =>
    expectColours(
      change('IDAT', (data) => joined(data.subarray(0, -4), [1, 2, 3, 4])),
      PLAIN,
    ));

  it('pixels that make no sense at all are no black picture', async () => {
    const picture = await made(change('IDAT', () => new Uint8Array(40).fill(0xee)));
    expect([picture.refused, sizeIn(picture)]).toEqual(['decode_failed', '300x200']);
  });

  it('an animated WebP whose second frame is missing', async () => {
    const webp = fixture('webp-anim-small.webp');
    const [first] = [...riffChunks(webp)].filter(({ type }) => type === 'ANMF');
    await expectColours(webp.slice(0, (first?.end ?? 0) + 12), PLAIN);
  });
});

describe('the first frame of an animation', () => {
  it('of a WebP is where it belongs on its canvas', async () => {
    const webp = fixture('webp-anim-small.webp');
    const chunks = [...riffChunks(webp)];
    const [vp8x, anmf] = [chunks[0], chunks.find(({ type }) => type === 'ANMF')];
    if (!vp8x || !anmf) throw new Error('no animation');
    // A canvas of 600 by 400, and the frame at 300, 200.
    webp.set([599 & 255, 599 >> 8, 0, 399 & 255, 399 >> 8, 0], vp8x.start + 4);
    webp.set([150, 0, 0, 100, 0, 0], anmf.start);
    const picture = await made(webp);
    expect(sizeIn(picture)).toBe('600x400');
    const seen = look(thumbnailIn(picture));
    expect(isNear(seen.colour(0.25, 0.25), WHITE)).toBe(true);
    PLAIN.forEach((colour, i) =>
      expect(isNear(seen.colour(i % 2 ? 0.87 : 0.62, i > 1 ? 0.87 : 0.62), colour)).toBe(true),
    );
  });

  it.each([
    ['is shown, and not the image for those that know no animations', 1],
    ['of none is not shown', 0],
  ])('of a PNG %s', async (_, frames) => {
    const [header, ...rest] = [...chunksOf(fixture('icc-swapped-small.png'))];
    const pixels = rest.find(({ type }) => type === 'IDAT')?.data ?? new Uint8Array(0);
    // The same pixels as a frame, with no profile: the image before them is a broken one.
    const control = joined(u32(0, 300, 200, 0, 0), [0, 1, 0, 10, 0, 0]);
    const png = pngOf([
      ...(header ? [header] : []),
      { type: 'acTL', data: joined(u32(frames, 0)) },
      { type: 'IDAT', data: frames > 0 ? pixels.slice(0, 20) : pixels },
      { type: 'fcTL', data: control },
      { type: 'fdAT', data: joined(u32(1), frames > 0 ? pixels : pixels.slice(0, 20)) },
      { type: 'IEND', data: new Uint8Array(0) },
    ]);
    await expectColours(png, PLAIN);
  });

  it('of an interlaced GIF that is cut off fills its rows from those that are there', async () => {
    const gif = fixture('gif-anim-small.gif');
    const cut = gif.slice(0, Math.floor(gif.length * 0.3));
    expect((await made(cut)).refused).toBeNull();
  });
});

it('an icon keeps the colour of every pixel', async () => {
  const [header] = [...chunksOf(fixture('icc-swapped-small.png'))];
  const own = header?.data.slice() ?? new Uint8Array(0);
  own.set([...u32(4), ...u32(1)]);
  const row = new Blob([new Uint8Array([0, 220, 40, 40, 40, 180, 60, 50, 80, 220, 240, 220, 50])]);
  const packed = await new Response(row.stream().pipeThrough(new CompressionStream('deflate'))).arrayBuffer();
  const png = pngOf([
    { type: 'IHDR', data: own },
    { type: 'IDAT', data: new Uint8Array(packed) },
    { type: 'IEND', data: new Uint8Array(0) },
  ]);
  const seen = look(thumbnailIn(await made(png)));
  PLAIN.forEach((colour, i) => expect(isNear(seen.colour((i + 0.5) / 4, 0.5), colour)).toBe(true));
});
