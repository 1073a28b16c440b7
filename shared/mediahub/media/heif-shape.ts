// How an item of a HEIF container is shown: cropped by `clap`, then turned by `irot` and `imir` in the order in which the
// item names them. Of an AV1 item, browsers apply one `irot`, then one `imir`, in any order of its properties. The turns are
// folded into one EXIF orientation, as other formats have it.
import type { Size } from '#shared/mediahub/media/size';
import { viewOf } from './boxes.ts';
import type { Item, Property } from './heif.ts';
import { upright, type Orientation } from './orientation.ts';

export interface Crop extends Size {
  x: number;
  y: number;
}

export interface HeifShape {
  /** As encoded. */
  coded: Size;
  /** What is left of it before it is turned. */
  crop: Crop;
  orientation: Orientation;
  /** As people see it. */
  shown: Size;
}

/** A symmetry of the rectangle as a matrix: where a step to the right and a step down in the stored image go. */
type Turn = readonly [number, number, number, number];
const TURNS: Record<Orientation, Turn> = {
  1: [1, 0, 0, 1],
  2: [-1, 0, 0, 1],
  3: [-1, 0, 0, -1],
  4: [1, 0, 0, -1],
  5: [0, 1, 1, 0],
  6: [0, -1, 1, 0],
  7: [0, -1, -1, 0],
  8: [0, 1, -1, 0],
};
const ALL: readonly Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];

const after = ([a, b, c, d]: Turn, [e, f, g, h]: Turn): Turn => [
  a * e + b * g,
  a * f + b * h,
  c * e + d * g,
  c * f + d * h,
];

const turnOf = ({ type, data }: Property): Turn | null => {
  if (type === 'irot') return [TURNS[1], TURNS[8], TURNS[3], TURNS[6]][(data[0] ?? 0) & 3] ?? null;
  // 0 exchanges top and bottom, 1 left and right: as libheif and browsers read it, and conformance files are made.
  if (type === 'imir') return (data[0] ?? 0) & 1 ? TURNS[2] : TURNS[4];
  return null;
};

const named = (turn: Turn): Orientation =>
  ALL.find((orientation) => TURNS[orientation].every((n, i) => n === turn[i])) ?? 1;

function orientationOf(properties: readonly Property[], codec: string): Orientation {
  const first = (type: string) => properties.filter((property) => property.type === type).slice(0, 1);
  const turning = codec === 'av01' ? [...first('irot'), ...first('imir')] : properties;
  return named(
    turning.reduce<Turn>((turn, property) => {
      const next = turnOf(property);
      return next ? after(next, turn) : turn;
    }, TURNS[1]),
  );
}

/** Clean aperture as a rectangle. Null where it makes no sense: then there is none. */
function cropOf({ data }: Property, { width, height }: Size): Crop | null {
  if (data.length < 32) return null;
  const view = viewOf(data);
  const [w, h, dx, dy] = [0, 8, 16, 24].map((at) => view.getInt32(at) / view.getInt32(at + 4)) as [
    number,
    number,
    number,
    number,
  ];
  const crop = {
    x: Math.round((width - w) / 2 + dx),
    y: Math.round((height - h) / 2 + dy),
    width: Math.round(w),
    height: Math.round(h),
  };
  const fits =
    crop.width > 0 &&
    crop.height > 0 &&
    crop.x >= 0 &&
    crop.y >= 0 &&
    crop.x + crop.width <= width &&
    crop.y + crop.height <= height;
  return fits ? crop : null;
}

/** Of AV1 browsers crop only what begins at the upper left, and otherwise show everything. */
const isCropped = (codec: string, { x, y }: Crop): boolean => codec !== 'av01' || (x === 0 && y === 0);

/**
 * Null when the item does not say how large it is.
 * @param codec of the picture; of a grid, of its tiles
 */
export function shapeOf({ properties, type }: Item, codec = type): HeifShape | null {
  const ispe = properties.find((property) => property.type === 'ispe')?.data;
  if (!ispe || ispe.length < 12) return null;
  const view = viewOf(ispe);
  const coded = { width: view.getUint32(4), height: view.getUint32(8) };
  const clap = properties.find((property) => property.type === 'clap');
  const clean = clap && cropOf(clap, coded);
  const crop = clean && isCropped(codec, clean) ? clean : { x: 0, y: 0, ...coded };
  const orientation = orientationOf(properties, codec);
  return { coded, crop, orientation, shown: upright({ width: crop.width, height: crop.height }, orientation) };
}
