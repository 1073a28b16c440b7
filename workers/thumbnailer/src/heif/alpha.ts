// How far a HEIF picture can be seen through: its alpha is a picture beside it, of the same tiles.
import { itemData, propertyOf, shownItem, type Heif, type Item } from '#shared/mediahub/media/heif';
import { av1Sequence } from '../color/av1.ts';
import type { ItemColor } from '../color/heif.ts';
import type { Plane, Planes, Seen } from '../raster.ts';
import { decodedTile } from './decoded-tile.ts';
import { tilesOf, type Tiles } from './tiles.ts';

/** `auxC` of an alpha plane: MIAF's name for it, and the older one for HEVC. */
const ALPHA = /^urn:(?:mpeg:mpegB:cicp:systems:auxiliary:alpha|mpeg:hevc:2015:auxid:1)\0/;

/** What says how far the picture can be seen through. */
export function alphaOf(heif: Heif): Item | null {
  const kindOf = (item: Item) => new TextDecoder('latin1').decode(propertyOf(item, 'auxC')?.subarray(4));
  const shown = new Set([heif.primary, shownItem(heif)?.id]);
  const isAlpha = (item: Item) =>
    item.references.get('auxl')?.some((id) => shown.has(id)) === true && ALPHA.test(kindOf(item));
  return [...heif.items.values()].find(isAlpha) ?? null;
}

export const hasAlpha = (heif: Heif): boolean => alphaOf(heif) !== null;

/** Alpha has no colours. */
const NO_COLOR: ItemColor = { profile: null, hdr: null, coding: {} };

/** Samples of alpha, in full range: of video range 16 is nothing and 235 is all (AV1; no encoder writes HEVC like that). */
function fullAlpha({ y }: Planes, isVideoRange: boolean): Plane {
  const { width, height, stride } = y;
  const bytes = new Uint8Array(width * height);
  const table = Uint8ClampedArray.from({ length: 256 }, (_, n) => (isVideoRange ? ((n - 16) * 255) / 219 : n));
  for (let row = 0; row < height; row++)
    for (let x = 0; x < width; x++) bytes[row * width + x] = table[y.bytes[row * stride + x] ?? 0] ?? 0;
  return { width, height, stride: width, bytes };
}

/** The alpha of each tile, as large as the tile. @throws where it is cut into other tiles, or cannot be decoded */
export function alphaTiles(
  bytes: Uint8Array,
  heif: Heif,
  item: Item,
  parts: Tiles,
): ((index: number) => Promise<Seen>) | null {
  const alpha = alphaOf(heif);
  if (!alpha) return null;
  const own = tilesOf(bytes, heif, alpha);
  const { width, height } = parts.tile;
  if (own?.tile.width !== width || own.tile.height !== height || own.tiles.length !== parts.tiles.length)
    throw new Error('the alpha is of other tiles');
  const isWeighed = item.references.has('prem');
  return async (index) => {
    const tile = own.tiles[index]?.item;
    if (!tile) throw new Error('no alpha');
    const data = itemData(bytes, heif, tile);
    let seen: Plane | null = null;
    await decodedTile(data, tile, NO_COLOR, (planes) => {
      if (planes.bits !== 8) throw new Error('alpha of more than 8 bits');
      seen = fullAlpha(planes, tile.type === 'av01' && av1Sequence(data)?.fullRange === false);
    });
    if (!seen) throw new Error('no alpha');
    return { alpha: seen, isWeighed };
  };
}
