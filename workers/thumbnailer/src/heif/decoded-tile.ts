// One piece of a HEIF picture through the decoder that is made for it, and how large it may be.
import { propertyOf, type Item } from '#shared/mediahub/media/heif';
import type { Size } from '#shared/mediahub/media/size';
import { CODING, type ItemColor } from '../color/heif.ts';
import { withAv1 } from '../decoders/av1.ts';
import { withHevc } from '../decoders/hevc.ts';
import type { Planes } from '../raster.ts';

/** What libde265 may take at once, with the 30 MB that ImageMagick takes for the raster afterwards: about 110 MB. */
export const MAX_HEVC_PIXELS = 16_000_000;

/**
 * What dav1d may take above the 6 MB that it has from the start: the planes, and half a byte a pixel for what it knows of
 * blocks. With ImageMagick and the raster that is about 110 MB.
 */
const MAX_AV1_BYTES = 74_000_000;
const AV1_BLOCKS = 0.5;

/** `av1C` (AV1-ISOBMFF, 2.3.3): more than 8 bits, monochrome, chroma halved across and down. dav1d, as ogv has it, knows 8. */
const [HIGH, MONOCHROME, ACROSS, DOWN] = [0x40, 0x10, 0x08, 0x04];
const AV1_420 = ACROSS | DOWN;

export const decodes = (type: string): boolean => type === 'hvc1' || type === 'av01';

const kindOfAv1 = (item: Item): number => propertyOf(item, 'av1C')?.[2] ?? AV1_420;

/** dav1d, as ogv has it, does not know it. */
export const isHigh = (item: Item): boolean => item.type === 'av01' && (kindOfAv1(item) & HIGH) !== 0;

/** Samples of all planes for each pixel. */
function samplesOf(item: Item): number {
  const kind = kindOfAv1(item);
  if (kind & MONOCHROME) return 1;
  return 1 + 2 / ((kind & ACROSS ? 2 : 1) * (kind & DOWN ? 2 : 1));
}

/** @param extra bytes a pixel that are kept beside the decoder */
export function takesTooMuch(item: Item, { width, height }: Size, extra: number): boolean {
  const pixels = width * height;
  return item.type === 'hvc1'
    ? pixels > MAX_HEVC_PIXELS
    : pixels * (samplesOf(item) + AV1_BLOCKS + extra) > MAX_AV1_BYTES;
}

export async function decodedTile(
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
  if (isHigh(item)) throw new Error('more than 8 bits');
  await withAv1(data, { ...CODING, ...color.coding }, use);
}
