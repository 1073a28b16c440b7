// A HEIC as a large JPEG without ever being whole: strip after strip is decoded, brought to sRGB and encoded, and the strips are
// joined. A row of tiles is a strip; of a picture without tiles, rows of the decoder's planes are.
import { MagickFormat } from '@imagemagick/magick-wasm';
import { heifOf, itemData, propertyOf, shownItem, type Heif, type Item } from '#shared/mediahub/media/heif';
import { shapeOf } from '#shared/mediahub/media/heif-shape';
import type { Size } from '#shared/mediahub/media/size';
import { colorOf, type ItemColor } from '../color/heif.ts';
import { withHevc } from '../decoders/hevc.ts';
import { withMagick } from '../decoders/magick.ts';
import { MAX_HEVC_PIXELS } from '../heif/memory.ts';
import { tilesOf, type Tile } from '../heif/tiles.ts';
import { imageOf } from '../raster-image.ts';
import { emptyRaster, put, type Plane, type Planes, type Raster } from '../raster.ts';
import { toSrgb } from '../rendering.ts';
import { joinedJpeg, MCU } from './joined-jpeg.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const QUALITY = 85;
/** Of a picture without tiles. */
const BAND = 128;

/** The same tables for every strip: none made for its content. */
function encoded(raster: Raster, color: ItemColor): Bytes {
  const image = imageOf(raster);
  try {
    toSrgb(image, { ...color, ofNumbers: true });
    image.strip();
    image.quality = QUALITY;
    image.settings.setDefine(MagickFormat.Jpeg, 'optimize-coding', 'false');
    image.settings.setDefine(MagickFormat.Jpeg, 'sampling-factor', '2x2');
    return image.write(MagickFormat.Jpeg, (jpeg) => new Uint8Array(jpeg));
  } finally {
    image.dispose();
  }
}

/** Rows of planes, from `top` on. */
function bandOf(planes: Planes, top: number, rows: number): Planes {
  const part = (plane: Plane): Plane => {
    const scale = Math.max(1, Math.round(planes.y.height / plane.height));
    const from = Math.floor(top / scale);
    const height = Math.min(Math.ceil(rows / scale), plane.height - from);
    return { ...plane, height, bytes: plane.bytes.subarray(from * plane.stride, (from + height) * plane.stride) };
  };
  return { ...planes, y: part(planes.y), u: planes.u && part(planes.u), v: planes.v && part(planes.v) };
}

function decoded(bytes: Bytes, heif: Heif, { item }: Tile, color: ItemColor, use: (planes: Planes) => void): void {
  const hvcC = propertyOf(item, 'hvcC');
  if (item.type !== 'hvc1' || !hvcC) throw new Error(`no decoder for ${item.type}`);
  withHevc(itemData(bytes, heif, item), hvcC, (planes) => use({ ...planes, ...color.coding }));
}

/** The largest that no side of is longer. */
function factorTo({ width, height }: Size, most: number): number {
  let factor = 1;
  while (Math.max(width, height) / factor > most) factor *= 2;
  return factor;
}

async function stripsOf(bytes: Bytes, heif: Heif, item: Item, size: Size, factor: number) {
  const parts = tilesOf(bytes, heif, item);
  if (!parts) throw new Error('a tile is missing');
  if (parts.tile.width * parts.tile.height > MAX_HEVC_PIXELS) throw new Error('the tiles are too large');
  const color = colorOf([item, ...parts.tiles.slice(0, 1).map((tile) => tile.item)]);
  const rows = parts.tiles.length > 1 ? parts.tile.height : BAND;
  if (rows % (MCU * factor) !== 0) throw new Error('the tiles are of no whole blocks');
  const tops = Array.from({ length: Math.ceil(size.height / rows) }, (_, i) => i * rows);
  const bandAt = (top: number) =>
    emptyRaster({ width: size.width, height: Math.min(rows, size.height - top) }, factor);
  const strips: Bytes[] = [];
  const [only] = parts.tiles;
  if (parts.tiles.length === 1 && only)
    await withMagick(() =>
      decoded(bytes, heif, only, color, (planes) => {
        for (const top of tops) {
          const band = bandAt(top);
          put(band, bandOf(planes, top, rows), 0, 0);
          strips.push(encoded(band, color));
        }
      }),
    );
  else
    for (const top of tops) {
      const band = bandAt(top);
      for (const tile of parts.tiles.filter((one) => one.top === top))
        decoded(bytes, heif, tile, color, (planes) => put(band, planes, tile.left, 0));
      strips.push(await withMagick(() => encoded(band, color)));
      await scheduler.wait(0);
    }
  return { strips, stripHeight: rows / factor };
}

/** @throws when it cannot be decoded in strips */
export async function zoomOfHeif(bytes: Bytes, most: number): Promise<Bytes> {
  const heif = heifOf(bytes);
  const item = heif && shownItem(heif);
  const shape = item && shapeOf(item);
  if (!heif || !item || !shape) throw new Error('no HEIF');
  const { crop, orientation } = shape;
  if (crop.x + crop.y > 0) throw new Error('it is cropped at its upper left');
  const factor = factorTo(crop, most);
  const { strips, stripHeight } = await stripsOf(bytes, heif, item, crop, factor);
  const [width, height] = [Math.ceil(crop.width / factor), Math.ceil(crop.height / factor)];
  return joinedJpeg(strips, { width, height }, stripHeight, orientation);
}
