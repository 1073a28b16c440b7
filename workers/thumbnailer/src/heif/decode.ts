// A HEIC or AVIF picture, or the small one that it carries, as a raster: tile by tile, each shrunk as soon as it is decoded,
// with a pause between two so that other requests are answered.
import { heifOf, itemData, propertyOf, shownItem, type Heif, type Item } from '#shared/mediahub/media/heif';
import { shapeOf, type Crop } from '#shared/mediahub/media/heif-shape';
import type { Size } from '#shared/mediahub/media/size';
import type { Orientation } from '#shared/mediahub/media/orientation';
import { withAv1 } from '../decoders/av1.ts';
import { withHevc } from '../decoders/hevc.ts';
import { emptyRaster, factorFor, put, type Planes, type Raster } from '../raster.ts';
import { av1Sequence } from '../color/av1.ts';
import { CODING, colorOf, type ItemColor } from '../color/heif.ts';
import { tilesOf } from './tiles.ts';

export interface HeifPicture {
  raster: Raster;
  color: ItemColor;
  /** What of the raster, at its full size, is shown, and how it is turned. */
  crop: Crop;
  /** How large that is shown, before it is turned. */
  size: Size;
  orientation: Orientation;
}

/** What one decoder may take at once, with the 36 MB that ImageMagick takes for the raster afterwards: about 110 MB. */
export const MAX_TILE_PIXELS = { hvc1: 16_000_000, av01: 16_000_000 };

/**
 * `av1C` (AV1-ISOBMFF, 2.3.3): more than 8 bits, monochrome, chroma halved across and down. dav1d, as ogv has it, aborts
 * at all but 8 bits and 4:2:0, and takes its instance with it.
 */
const AV1_KIND = 0x40 | 0x10 | 0x08 | 0x04;
const AV1_8_BITS_420 = 0x08 | 0x04;

const decodes = (type: string): type is keyof typeof MAX_TILE_PIXELS => type in MAX_TILE_PIXELS;

const isPlainAv1 = (item: Item): boolean =>
  ((propertyOf(item, 'av1C')?.[2] ?? AV1_8_BITS_420) & AV1_KIND) === AV1_8_BITS_420;

async function decodedTile(
  data: Uint8Array,
  item: Item,
  color: ItemColor,
  use: (planes: Planes) => void,
): Promise<void> {
  if (item.type === 'hvc1') {
    const hvcC = propertyOf(item, 'hvcC');
    if (!hvcC) throw new Error('no hvcC');
    // What the container says goes before what the coded picture says (ISO/IEC 23008-12, 6.5.5).
    withHevc(data, hvcC, (planes) => use({ ...planes, ...color.coding }));
    return;
  }
  if (!isPlainAv1(item)) throw new Error('not 8 bits and 4:2:0');
  await withAv1(data, { ...CODING, ...color.coding }, use);
}

/** By its header: the decoder made for it would take too much memory, or knows only plainer ones. */
export function isTooMuch(bytes: Uint8Array, heif: Heif): boolean {
  const item = shownItem(heif);
  const parts = item && tilesOf(bytes, heif, item);
  const first = parts?.tiles[0]?.item;
  if (!parts || !first || !decodes(first.type)) return false;
  const { width, height } = parts.tile;
  return width * height > MAX_TILE_PIXELS[first.type] || (first.type === 'av01' && !isPlainAv1(first));
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

/** @throws when it is of another kind, too large for a decoder, or broken */
async function pictureOf(bytes: Uint8Array, heif: Heif, item: Item, least: number): Promise<HeifPicture> {
  const parts = tilesOf(bytes, heif, item);
  const type = parts?.tiles[0]?.item.type ?? '';
  const shape = shapeOf(item, type);
  if (!shape || !parts || !decodes(type)) throw new Error(`no decoder for ${type}`);
  if (parts.tile.width * parts.tile.height > MAX_TILE_PIXELS[type]) throw new Error('the tiles are too large');
  const color = colorIn(bytes, heif, item);
  const [only] = parts.tiles;
  const other =
    only && parts.tiles.length === 1 ? otherSize(only.item, itemData(bytes, heif, only.item), parts.size) : null;
  const size = other ?? parts.size;
  if (size.width * size.height > MAX_TILE_PIXELS[type] && other) throw new Error('larger than it says');
  const raster = emptyRaster(size, factorFor(size, least));
  let decoded = 0;
  for (const tile of parts.tiles) {
    const shown = shapeOf(tile.item)?.coded ?? parts.tile;
    const data = itemData(bytes, heif, tile.item);
    let isWhole = false;
    try {
      await decodedTile(data, tile.item, color, (planes) => {
        const { width, height } = other ?? shown;
        isWhole = planes.y.width >= width && planes.y.height >= height;
        if (isWhole) put(raster, planes, tile.left, tile.top);
      });
      if (!isWhole) throw new Error('a coarse layer only');
      decoded++;
    } catch (error) {
      // One broken tile leaves a hole; a picture of holes is none.
      if (parts.tiles.length === 1) throw error;
    }
    await scheduler.wait(0);
  }
  if (decoded === 0) throw new Error('no tile can be decoded');
  const { crop, orientation } = shape;
  return { raster, color, crop: other ? { x: 0, y: 0, ...other } : crop, size: crop, orientation };
}

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

/** Only ImageMagick's decoder knows how to show what can be seen through. */
export const hasAlpha = (heif: Heif): boolean => alphaOf(heif) !== null;

/** The picture itself. @throws as `pictureOf` */
export async function heifPicture(bytes: Uint8Array, least: number): Promise<HeifPicture> {
  const heif = heifOf(bytes);
  const item = heif && shownItem(heif);
  if (!heif || !item) throw new Error('no HEIF');
  return pictureOf(bytes, heif, item, least);
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
  return { ...(await pictureOf(bytes, heif, item, least)), orientation };
}
