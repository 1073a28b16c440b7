// EXIF orientation: how a camera says that the pixels it stored have to be turned before they are shown. 1 is upright; 2-4
// mirror or turn upside down; 5-8 also swap width and height. Read as browsers do: the first such
// tag that is one short number, or else that of the camera's own directory; what is damaged elsewhere does not matter.
import { viewOf } from './boxes.ts';
import { exifSegment } from './exif.ts';
import { isJpeg } from './jpeg.ts';
import { chunksOf, isPng } from './png.ts';
import type { Size } from './size.ts';

export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

type Bytes = Uint8Array<ArrayBuffer>;

const isOrientation = (value: number): value is Orientation => value >= 1 && value <= 8;

/** The block of TIFF in a JPEG or a PNG. Browsers turn neither GIF nor WebP, and HEIF is turned by its own boxes. */
function tiffIn(bytes: Bytes): Bytes | null {
  if (isJpeg(bytes)) return exifSegment(bytes)?.subarray(6) ?? null;
  if (!isPng(bytes)) return null;
  // Browsers look no further than to the pixels.
  for (const { type, data } of chunksOf(bytes)) {
    if (type === 'eXIf') return data;
    if (type === 'IDAT') break;
  }
  return null;
}

const [LITTLE, BIG] = ['II', 'MM'];
const MAGIC = 42;
const [ORIENTATION, EXIF_POINTER] = [0x01_12, 0x87_69];
const [SHORT, LONG] = [3, 4];
const ENTRY = 12;

/** The first value of a tag in a directory, which may end before it says. */
function valueIn(view: DataView, start: number, tag: number, type: number, little: boolean): number | null {
  if (start + 2 > view.byteLength) return null;
  const end = Math.min(start + 2 + ENTRY * view.getUint16(start, little), view.byteLength);
  for (let at = start + 2; at + ENTRY <= end; at += ENTRY) {
    const [name, form, count] = [
      view.getUint16(at, little),
      view.getUint16(at + 2, little),
      view.getUint32(at + 4, little),
    ];
    if (name === tag && form === type && count === 1)
      return type === SHORT ? view.getUint16(at + 8, little) : view.getUint32(at + 8, little);
  }
  return null;
}

function orientationIn(tiff: Bytes): Orientation {
  const order = new TextDecoder('latin1').decode(tiff.subarray(0, 2));
  const view = viewOf(tiff);
  const little = order === LITTLE;
  if (tiff.length < 8 || (!little && order !== BIG) || view.getUint16(2, little) !== MAGIC) return 1;
  const first = view.getUint32(4, little);
  const camera = valueIn(view, first, EXIF_POINTER, LONG, little);
  const found =
    valueIn(view, first, ORIENTATION, SHORT, little) ??
    (camera === null ? null : valueIn(view, camera, ORIENTATION, SHORT, little));
  return found !== null && isOrientation(found) ? found : 1;
}

/** The orientation of an image, from it or from its first bytes. 1 when there is none or it makes no sense. */
export function readOrientation(bytes: Bytes): Orientation {
  const tiff = tiffIn(bytes);
  return tiff ? orientationIn(tiff) : 1;
}

/** The size as people see it, from the size as it is stored. */
export const upright = ({ width, height }: Size, orientation: Orientation): Size =>
  orientation >= 5 ? { width: height, height: width } : { width, height };
