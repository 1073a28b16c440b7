// EXIF orientation: how a camera says that the pixels it stored have to be turned before they are shown.
// 1 is upright; 2-4 mirror or turn upside down; 5-8 also swap width and height.
import { exifOf } from './exif.ts';
import type { Size } from './size.ts';

export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const isOrientation = (value: unknown): value is Orientation =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 8;

/** Browsers do not turn a WebP, so its EXIF data is about another picture than the one that is shown. */
const isWebp = (bytes: Uint8Array): boolean => new TextDecoder('latin1').decode(bytes.subarray(8, 12)) === 'WEBP';

/** The orientation of an image, from it or from its first bytes. 1 when there is none or it makes no sense. */
export function readOrientation(bytes: Uint8Array<ArrayBuffer>): Orientation {
  if (isWebp(bytes)) return 1;
  const value = exifOf(bytes)?.exif?.Orientation?.value;
  return isOrientation(value) ? value : 1;
}

/** The size as people see it, from the size as it is stored. */
export const upright = ({ width, height }: Size, orientation: Orientation): Size =>
  orientation >= 5 ? { width: height, height: width } : { width, height };
