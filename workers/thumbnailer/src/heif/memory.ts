// How much memory a picture in a HEIF container takes, by what its container says of it; the numbers are fits to the table in the README.
import { propertyOf, type Item } from '#shared/mediahub/media/heif';
import type { Size } from '#shared/mediahub/media/size';
import { SCREEN_SIDE } from '#shared/mediahub/ports/thumbnailer';

/** What libde265 may take at once, with what ImageMagick takes for the raster afterwards: about 90 MB. */
export const MAX_HEVC_PIXELS = 16_000_000;

/** All decoders of one AV1 picture together: what is thrown away is not always gone before the next begins. */
const MAX_AV1_BYTES = 100_000_000;
/** dav1d has this from the start, keeps the coded bytes, and knows of every pixel's block beside its samples. */
const [AV1_BASE, AV1_CODED, AV1_BLOCKS] = [6_000_000, 1.2, 0.43];
/** ImageMagick, for each pixel of the raster: opaque ones have three channels. */
const RASTER = { base: 4_500_000, opaque: 6.9, transparent: 10.6 };
const MAGICK_BASE = 17_000_000;

/** `av1C` (AV1-ISOBMFF, 2.3.3): more than 8 bits, monochrome, chroma halved across and down. dav1d, as ogv has it, knows 8. */
const [HIGH, MONOCHROME, ACROSS, DOWN] = [0x40, 0x10, 0x08, 0x04];
const AV1_420 = ACROSS | DOWN;

const kindOfAv1 = (item: Item): number => propertyOf(item, 'av1C')?.[2] ?? AV1_420;

/** dav1d, as ogv has it, does not know it. */
export const isHigh = (item: Item): boolean => item.type === 'av01' && (kindOfAv1(item) & HIGH) !== 0;

/** Samples of all planes for each pixel. */
function samplesOf(item: Item): number {
  const kind = kindOfAv1(item);
  if (kind & MONOCHROME) return 1;
  return 1 + 2 / ((kind & ACROSS ? 2 : 1) * (kind & DOWN ? 2 : 1));
}

/** A picture as it is coded. */
export interface Coded extends Size {
  item: Item;
  /** How many bytes. */
  length: number;
}

const av1Heap = ({ item, width, height, length }: Coded): number =>
  AV1_BASE + width * height * (samplesOf(item) + AV1_BLOCKS) + AV1_CODED * length;

/** It is given a raster as large as the largest rendition. */
function magickHeap({ width, height }: Size, isOpaque: boolean): number {
  const pixels = (SCREEN_SIDE * SCREEN_SIDE * Math.min(width, height)) / Math.max(width, height);
  return Math.max(MAGICK_BASE, RASTER.base + pixels * RASTER[isOpaque ? 'opaque' : 'transparent']);
}

/** @param alpha how far it can be seen through, decoded before it */
export const takesTooMuch = (picture: Coded, alpha: Coded | null): boolean =>
  picture.item.type === 'hvc1'
    ? picture.width * picture.height > MAX_HEVC_PIXELS
    : av1Heap(picture) + (alpha ? av1Heap(alpha) : 0) + magickHeap(picture, alpha === null) > MAX_AV1_BYTES;
