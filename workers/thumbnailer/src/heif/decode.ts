// A HEIC or AVIF picture, or the small one that it carries, as a raster: tile by tile, each shrunk as soon as it is decoded,
// with a pause between two so that other requests are answered.
import { heifOf, itemData, shownItem, type Heif, type Item } from '#shared/mediahub/media/heif';
import { shapeOf, type Crop } from '#shared/mediahub/media/heif-shape';
import type { Size } from '#shared/mediahub/media/size';
import type { Orientation } from '#shared/mediahub/media/orientation';
import { emptyRaster, factorForPlanes, factorForTiles, put, type Raster } from '../raster.ts';
import { av1Sequence } from '../color/av1.ts';
import { colorOf, type ItemColor } from '../color/heif.ts';
import { alphaOf, alphaTiles } from './alpha.ts';
import { decodedTile, decodes } from './decoded-tile.ts';
import { isHigh, takesTooMuch, type Coded } from './memory.ts';
import { tilesOf } from './tiles.ts';

export interface HeifPicture {
  raster: Raster;
  color: ItemColor;
  /** What of the raster, at its full size, is shown, and how it is turned. */
  crop: Crop;
  /** How large that is shown, before it is turned. */
  size: Size;
  orientation: Orientation;
  /** The colours are weighed by their alpha. */
  isWeighed: boolean;
}

const codedAs = (item: Item, { width, height }: Size): Coded => {
  const length = item.extents.reduce((sum, extent) => sum + extent.length, 0);
  return { item, width, height, length };
};

/** By its header: the decoder made for it would take too much memory, or knows only plainer ones. */
export function isTooMuch(bytes: Uint8Array, heif: Heif): boolean {
  const item = shownItem(heif);
  const parts = item && tilesOf(bytes, heif, item);
  const first = parts?.tiles[0]?.item;
  if (!parts || !first || !decodes(first.type)) return false;
  const alpha = alphaOf(heif);
  return isHigh(first) || takesTooMuch(codedAs(first, parts.tile), alpha && codedAs(alpha, parts.tile));
}

/** What a picture, or the first of its tiles, says about its colours. */
export function colorIn(bytes: Uint8Array, heif: Heif, item: Item): ItemColor {
  const [first] = tilesOf(bytes, heif, item)?.tiles ?? [];
  const isAv1 = first?.item.type === 'av01';
  return colorOf(
    first ? [item, first.item] : [item],
    isAv1 ? av1Sequence(itemData(bytes, heif, first.item)) : null,
  );
}

/** The size of an AV1 picture that has another one than its file says: browsers stretch it. Null: it has that. */
function otherSize({ type }: Item, data: Uint8Array, said: Size): Size | null {
  const own = type === 'av01' ? av1Sequence(data) : null;
  if (!own || own.layered || (own.width === said.width && own.height === said.height)) return null;
  return { width: own.width, height: own.height };
}

interface Wanted {
  bytes: Uint8Array;
  heif: Heif;
  item: Item;
  /** Of the longest side. */
  least: number;
}

/** @throws when it is of another kind, too large for a decoder, or broken */
async function pictureOf(wanted: Wanted, isOpaque: boolean): Promise<HeifPicture> {
  const { bytes, heif, item, least } = wanted;
  const parts = tilesOf(bytes, heif, item);
  const [only] = parts?.tiles ?? [];
  const type = only?.item.type ?? '';
  const shape = shapeOf(item, type);
  if (!shape || !parts || !only || !decodes(type)) throw new Error(`no decoder for ${type}`);
  const alphaAt = isOpaque ? null : alphaTiles(bytes, heif, item, parts);
  const alpha = alphaAt && alphaOf(heif);
  const isTooLarge = (size: Size) => takesTooMuch(codedAs(only.item, size), alpha && codedAs(alpha, size));
  if (isTooLarge(parts.tile)) throw new Error('the tiles are too large');
  const color = colorIn(bytes, heif, item);
  const isWhole = parts.tiles.length === 1;
  const other = isWhole ? otherSize(only.item, itemData(bytes, heif, only.item), parts.size) : null;
  const size = other ?? parts.size;
  if (other && isTooLarge(other)) throw new Error('larger than it says');
  const raster = emptyRaster(size, (isWhole ? factorForPlanes : factorForTiles)(size, least));
  let decoded = 0;
  for (const [index, tile] of parts.tiles.entries()) {
    const shown = shapeOf(tile.item)?.coded ?? parts.tile;
    const data = itemData(bytes, heif, tile.item);
    let isThere = false;
    try {
      const seen = alphaAt ? await alphaAt(index) : null;
      await decodedTile(data, tile.item, color, (planes) => {
        const { width, height } = other ?? shown;
        isThere = planes.y.width >= width && planes.y.height >= height;
        if (isThere) put(raster, planes, tile.left, tile.top, seen);
      });
      if (!isThere) throw new Error('a coarse layer only');
      decoded++;
    } catch (error) {
      // One broken tile leaves a hole; a picture of holes is none.
      if (isWhole) throw error;
    }
    await scheduler.wait(0);
  }
  if (decoded === 0) throw new Error('no tile can be decoded');
  const { crop, orientation } = shape;
  const isWeighed = alphaAt !== null && item.references.has('prem');
  return { raster, color, crop: other ? { x: 0, y: 0, ...other } : crop, size: crop, orientation, isWeighed };
}

/** The picture itself. @throws as `pictureOf` */
export async function heifPicture(bytes: Uint8Array, least: number, isOpaque = false): Promise<HeifPicture> {
  const heif = heifOf(bytes);
  const item = heif && shownItem(heif);
  if (!heif || !item) throw new Error('no HEIF');
  return pictureOf({ bytes, heif, item, least }, isOpaque);
}

/** The small picture that a camera put beside it (`thmb`). @throws as `pictureOf`, and when there is none */
export async function heifThumbnail(bytes: Uint8Array, least: number): Promise<HeifPicture> {
  const heif = heifOf(bytes);
  const large = heif && shownItem(heif);
  const item = [...(heif?.items.values() ?? [])].find(({ references }) =>
    references.get('thmb')?.includes(large?.id ?? -1),
  );
  if (!heif || !item) throw new Error('no thumbnail in it');
  const { orientation } = shapeOf(large ?? item) ?? { orientation: 1 as const };
  // It is turned as the picture is, whether it says so itself or not.
  return { ...(await pictureOf({ bytes, heif, item, least }, true)), orientation };
}
