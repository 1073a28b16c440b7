// HEIF files as phones write them (ISO/IEC 23008-12), made in the tests: a grid whose tiles are the pictures of one small file,
// with any properties, and with a thumbnail beside it.
import { heifOf, itemData, propertyOf } from '#shared/mediahub/media/heif';
import { fixture, type Fixture } from './fixtures.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** One coded picture: its decoder configuration and its units. */
export interface Part {
  hvcC: Uint8Array;
  ispe: Uint8Array;
  data: Uint8Array;
}

export type Properties = readonly (readonly [type: string, payload: Uint8Array])[];

export interface Grid {
  columns: number;
  width: number;
  height: number;
  tiles: readonly Part[];
  /** Of the grid itself, in the order in which they are applied. */
  properties?: Properties;
  /** A small picture beside it, with properties of its own. */
  thumbnail?: Part;
  thumbnailProperties?: Properties;
  /** The picture is not the grid but an item that shows it, turned by these (`iden`). */
  shownBy?: Properties;
}

const u16 = (...values: number[]): number[] => values.flatMap((n) => [(n >> 8) & 255, n & 255]);
const u32 = (...values: number[]): number[] => values.flatMap((n) => [...u16(n >>> 16), ...u16(n)]);
const text = (value: string): number[] => [...new TextEncoder().encode(value)];
const joined = (...parts: (Uint8Array | readonly number[])[]): Bytes =>
  new Uint8Array(parts.flatMap((part) => [...part]));
const box = (type: string, ...parts: (Uint8Array | readonly number[])[]): Bytes => {
  const payload = joined(...parts);
  return joined(u32(payload.length + 8), text(type), payload);
};

export const irot = (quarters: number): Properties[number] => ['irot', joined([quarters])];
export const imir = (axis: number): Properties[number] => ['imir', joined([axis])];
/** Clean aperture of this size, its middle moved by so much. */
export const clap = (width: number, height: number, dx: number, dy: number): Properties[number] => [
  'clap',
  joined(u32(width, 1, height, 1, dx, 1, dy, 1)),
];
export const nclx = (primaries: number, matrix: number, fullRange: boolean): Properties[number] => [
  'colr',
  joined(text('nclx'), u16(primaries, 13, matrix), [fullRange ? 128 : 0]),
];
export const prof = (profile: Uint8Array): Properties[number] => ['colr', joined(text('prof'), profile)];

/** The pictures of a file, in their order. */
export function partsOf(name: Fixture): Part[] {
  const bytes = fixture(name);
  const heif = heifOf(bytes);
  if (!heif) throw new Error('no HEIF');
  return [...heif.items.values()].flatMap((item) => {
    const [hvcC, ispe] = [propertyOf(item, 'hvcC'), propertyOf(item, 'ispe')];
    return hvcC && ispe ? [{ hvcC, ispe, data: itemData(bytes, heif, item) }] : [];
  });
}

/** The grid is item 1, the tiles follow, the thumbnail is the last; the grid's own data is in `idat`, as phones have it. */
export function gridFile(grid: Grid): Bytes {
  const { columns, width, height, tiles, properties = [], thumbnail, thumbnailProperties = [], shownBy } = grid;
  const coded = [...tiles, ...(thumbnail ? [thumbnail] : [])];
  const layout = joined([0, 0, tiles.length / columns - 1, columns - 1], u16(width, height));
  const all: Properties[] = [
    [['ispe', joined(u32(0, width, height))], ...properties],
    ...coded.map((part): Properties => [
      ['hvcC', part.hvcC],
      ['ispe', part.ispe],
      ...(part === thumbnail ? thumbnailProperties : []),
    ]),
    ...(shownBy ? [[['ispe', joined(u32(0, width, height))], ...shownBy] satisfies Properties] : []),
  ];
  const primary = shownBy ? all.length : 1;
  let index = 0;
  const associations = all.map((own, i) => joined(u16(i + 1), [own.length], u16(...own.map(() => ++index))));
  const entry = (type: string, i: number) => box('infe', u32(0x02_00_00_00), u16(i + 1, 0), text(type), [0]);
  const tileIds = tiles.map((_, i) => i + 2);
  const meta = (from: number): Bytes => {
    let at = from;
    const places = coded.map(({ data }, i) => {
      const place = joined(u16(i + 2, 0, 0, 1), u32(at, data.length));
      at += data.length;
      return place;
    });
    return box(
      'meta',
      u32(0),
      box('hdlr', u32(0, 0), text('pict'), u32(0, 0, 0), [0]),
      box('pitm', u32(0), u16(primary)),
      box(
        'iinf',
        u32(0),
        u16(all.length),
        entry('grid', 0),
        ...coded.map((_, i) => entry('hvc1', i + 1)),
        ...(shownBy ? [entry('iden', primary - 1)] : []),
      ),
      box(
        'iref',
        u32(0),
        box('dimg', u16(1, tiles.length, ...tileIds)),
        ...(thumbnail ? [box('thmb', u16(coded.length + 1, 1, 1))] : []),
        ...(shownBy ? [box('dimg', u16(primary, 1, 1))] : []),
      ),
      box(
        'iprp',
        box('ipco', ...all.flat().map(([type, payload]) => box(type, payload))),
        box('ipma', u32(1, all.length), ...associations),
      ),
      box('idat', layout),
      box(
        'iloc',
        u32(0x01_00_00_00),
        u16(0x4400, coded.length + 1),
        u16(1, 1, 0, 1),
        u32(0, layout.length),
        ...places,
      ),
    );
  };
  const ftyp = box('ftyp', text('heic'), u32(0), text('mif1heic'));
  const before = ftyp.length + meta(0).length + 8;
  return joined(ftyp, meta(before), box('mdat', ...coded.map(({ data }) => data)));
}
