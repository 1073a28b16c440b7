// HEIC as phones write it: grids of 512 pixel tiles, turned, cropped, with profiles and small pictures beside them; and the
// kinds of AVIF that the quick decoder does not take.
import { describe, expect, it } from 'vitest';
import { fixture, type Fixture } from '../test/fixtures.ts';
import { clap, gridFile, imir, irot, nclx, partsOf, prof, type Grid, type Properties } from '../test/heif.ts';
import { look, type Seen } from '../test/pictures.ts';
import { made, sizeIn, thumbnailIn, type Made } from '../test/post.ts';
import { profileOf } from './color/profile.ts';

type Colour = readonly [number, number, number];
const COLOURS: Record<string, Colour> = { R: [220, 40, 40], G: [40, 180, 60], B: [50, 80, 220], Y: [240, 220, 50], W: [230, 230, 230], V: [120, 60, 160] }; // prettier-ignore
const TOLERANCE = 14;

const tiles = partsOf('heic-tiles.heic');
/** Three tiles across, two down, cut at the right and at the bottom: what a phone does with 4032 × 3024. */
const GRID: Grid = { columns: 3, width: 1300, height: 800, tiles };
const withProperties = (...properties: Properties): Uint8Array<ArrayBuffer> => gridFile({ ...GRID, properties });

const isNear = (seen: Colour, wanted: Colour | undefined) =>
  seen.every((value, c) => Math.abs(value - (wanted?.[c] ?? -99)) <= TOLERANCE);
const nameAt = (seen: Seen, x: number, y: number): string =>
  Object.keys(COLOURS).find((name) => isNear(seen.colour(x, y), COLOURS[name])) ?? seen.colour(x, y).join();

/** Colours at points of the thumbnail that are fractions of the shown picture, a line for each row. */
function mapOf(picture: Made, across: readonly number[], down: readonly number[]): string {
  const seen = look(thumbnailIn(picture));
  return down.map((y) => across.map((x) => nameAt(seen, x, y)).join('')).join(' ');
}

/** In the first, second and third tile along the long side, at the edges of both sides. */
const LONG = [0.005, 0.5, 0.995];
const SHORT = [0.01, 0.98];

describe('a grid of tiles', () => {
  it.each<[string, Properties, string, string]>([
    ['as it is', [], '1300x800', 'RGB YWV'],
    ['turned by a half', [irot(2)], '1300x800', 'VWY BGR'],
    ['left and right exchanged', [imir(1)], '1300x800', 'BGR VWY'],
    ['top and bottom exchanged', [imir(0)], '1300x800', 'YWV RGB'],
    ['turned by a quarter, anticlockwise', [irot(1)], '800x1300', 'BV GW RY'],
    ['turned by a quarter, clockwise', [irot(3)], '800x1300', 'YR WG VB'],
    ['turned, then mirrored', [irot(1), imir(1)], '800x1300', 'VB WG YR'],
    ['mirrored, then turned', [imir(1), irot(1)], '800x1300', 'RY GW BV'],
  ])('%s', async (_, properties, size, map) => {
    const picture = await made(withProperties(...properties));
    expect([picture.refused, picture.report?.made_of, sizeIn(picture)]).toEqual([null, 'original', size]);
    expect(size === '800x1300' ? mapOf(picture, SHORT, LONG) : mapOf(picture, LONG, SHORT)).toBe(map);
  });

  it('shown by another item: turned as it says itself, then as that one says', async () => {
    const picture = await made(gridFile({ ...GRID, tiles, properties: [irot(1)], shownBy: [imir(1)] }));
    expect([picture.refused, picture.report?.made_of, sizeIn(picture)]).toEqual([null, 'original', '800x1300']);
    expect(mapOf(picture, SHORT, LONG)).toBe('VB WG YR');
  });

  it('cropped: what is left is that of the grid, not of a tile', async () => {
    // From 500 to 1200 across and from 300 to 700 down.
    const picture = await made(withProperties(clap(700, 400, 200, 100)));
    expect(sizeIn(picture)).toBe('700x400');
    expect(mapOf(picture, [0.005, 0.5, 0.8], [0.2, 0.8])).toBe('RGB YWV');
  });

  it('of 12 megapixels, as every phone has it', async () => {
    const many = Array.from({ length: 48 }, (_, i) => tiles[i % 6] ?? tiles[0]).flatMap((part) => part ?? []);
    const picture = await made(gridFile({ columns: 8, width: 4032, height: 3024, tiles: many }));
    expect([picture.refused, sizeIn(picture), [...picture.files.keys()].sort((a, b) => b - a)]).toEqual([
      null,
      '4032x3024',
      [1600, 400],
    ]);
    const middles = (count: number, side: number) =>
      Array.from({ length: count }, (_, i) => Math.min((i * 512 + 256) / side, 0.999));
    const row = 'RGBYWVRGBYWVRGBYWVRGBYWVRGBYWVRGBYWVRGBYWVRGBYWV';
    const rows = Array.from({ length: 6 }, (_, i) => row.slice(i * 8, i * 8 + 8));
    expect(mapOf(picture, middles(8, 4032), middles(6, 3024))).toBe(rows.join(' '));
  });

  it('one broken tile leaves a hole, and the tiles behind it are right', async () => {
    const broken = tiles.map((part, i) => (i === 1 ? { ...part, data: part.data.slice(0, 6) } : part));
    const picture = await made(gridFile({ ...GRID, tiles: broken }));
    expect([picture.refused, sizeIn(picture)]).toEqual([null, '1300x800']);
    expect(mapOf(picture, [0.005, 0.995], SHORT)).toBe('RB YV');
    expect(mapOf(picture, [0.5], [0.98])).toBe('W');
  });
});

describe('the colours of a grid', () => {
  const RED_OF_P3: Colour = [241, 0, 13];
  it.each<[string, Properties, Colour]>([
    ['Display P3 as numbers', [nclx(12, 6, true)], RED_OF_P3],
    ['Display P3 as a profile', [prof(profileOf(12) ?? new Uint8Array(0))], RED_OF_P3],
    ['numbers that leave the matrix open: as the coded picture says', [nclx(1, 2, false)], [220, 40, 40]],
    ['another matrix than the coded picture says', [nclx(1, 1, true)], [236, 46, 37]],
    ['no matrix: the planes are green, blue and red', [nclx(1, 0, true)], [218, 94, 98]],
  ])('%s', async (_, properties, wanted) => {
    const seen = look(thumbnailIn(await made(withProperties(...properties)))).colour(0.1, 0.1);
    expect(isNear(seen, wanted), seen.join()).toBe(true);
  });
});

describe('the small picture beside one that cannot be decoded', () => {
  const broken = tiles.map((part) => ({ ...part, data: new Uint8Array(8) }));
  const thumbnail = tiles[3];
  if (!thumbnail) throw new Error('the file of tiles has no fourth');
  const beside = (properties: Properties, thumbnailProperties: Properties = []) =>
    gridFile({ ...GRID, tiles: broken, properties, thumbnail, thumbnailProperties });

  it('is shown, with the size of the large one', async () => {
    const picture = await made(beside([]));
    expect([picture.refused, picture.report?.made_of, sizeIn(picture)]).toEqual([null, 'embedded', '1300x800']);
    expect(nameAt(look(thumbnailIn(picture)), 0.5, 0.5)).toBe('Y');
  });

  it.each<[string, Properties]>([
    ['it does not say so', []],
    ['it says so too', [irot(3)]],
  ])('is turned as the large one is, once, where %s', async (_, own) => {
    // Its right quarter is cut off, so that the direction can be seen.
    const picture = await made(beside([irot(3)], [clap(384, 512, -64, 0), ...own]));
    expect([picture.report?.made_of, sizeIn(picture)]).toEqual(['embedded', '800x1300']);
    const seen = look(thumbnailIn(picture));
    expect([seen.width, seen.height]).toEqual([400, 300]);
  });

  it('is found in the beginning of a file that is too large to load', async () => {
    const whole = beside([]);
    const picture = await made(whole, { total: 90_000_000 });
    expect([picture.refused, picture.report?.made_of, sizeIn(picture)]).toEqual([null, 'embedded', '1300x800']);
  });
});

describe('kinds of HEIC and AVIF that phones seldom write', () => {
  it.each<[Fixture, string]>([
    ['heic-10bit-small.heic', 'RG BY'],
    ['avif-12bit-small.avif', 'RG BY'],
    ['avif-422-small.avif', 'RG BY'],
    ['avif-444-small.avif', 'RG BY'],
    ['avif-gray-small.avif', '94,94,94124,124,124 87,87,87207,207,207'],
  ])('%s has a thumbnail', async (name, map) => {
    const picture = await made(fixture(name));
    expect([picture.refused, picture.report?.made_of, sizeIn(picture)]).toEqual([null, 'original', '300x200']);
    expect(mapOf(picture, [0.25, 0.75], [0.25, 0.75])).toBe(map);
  });

  it('a HEIC that can be seen through is shown on white', async () => {
    const seen = look(thumbnailIn(await made(fixture('heic-alpha-small.heic'))));
    expect([seen.at(0.25, 0.25), nameAt(seen, 0.75, 0.75)]).toEqual(['white', 'Y']);
  });

  it('where memory forbids the only decoder that can, the size is known, and the next picture works', async () => {
    const picture = await made(fixture('avif-10bit-12mp.avif'));
    expect([picture.refused, sizeIn(picture), picture.files.size]).toEqual(['too_many_pixels', '4000x3000', 0]);
    expect((await made(fixture('avif-small.avif'))).refused).toBeNull();
  });
});
