// The EXIF data of an image. Of several segments the first counts, as in browsers: one answer for the recorded size, the
// thumbnail and everything that is shown about the camera.
import { load, type ExpandedTags } from 'exifreader';
import { isJpeg, segmentsOf } from './jpeg.ts';

const APP1 = 0xe1;
const HEAD = new TextEncoder().encode('Exif\0');
/** With the byte behind it, which fills up and may be any. */
const HEAD_BYTES = 6;

/** One that ends with its name is passed over. */
const isExif = (payload: Uint8Array): boolean =>
  payload.length > HEAD_BYTES && HEAD.every((byte, i) => payload[i] === byte);

/** The first EXIF segment of a JPEG: its name, then a block of TIFF. */
export function exifSegment(jpeg: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  for (const { marker, start, end } of segmentsOf(jpeg))
    if (marker === APP1 && isExif(jpeg.subarray(start, end))) return jpeg.subarray(start, end);
  return null;
}

/** A JPEG of nothing but that; the reader then cannot choose another. */
function onlyExif(jpeg: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const segment = exifSegment(jpeg);
  if (!segment) return new Uint8Array(0);
  const length = Math.min(segment.length + 2, 0xff_ff);
  const tiff = segment.subarray(HEAD_BYTES);
  return new Uint8Array([0xff, 0xd8, 0xff, APP1, length >> 8, length & 0xff, ...HEAD, 0, ...tiff, 0xff, 0xd9]);
}

const ownBuffer = (bytes: Uint8Array<ArrayBuffer>): ArrayBuffer =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;

/** What is asked of it, and the ways there. Nothing else is read: a broken pointer to an unneeded tag would end the reading. */
const TAGS = [
  ...['Exif IFD Pointer', 'GPS Info IFD Pointer', 'Make', 'Model', 'LensModel'],
  ...[
    'DateTime',
    'DateTimeOriginal',
    'DateTimeDigitized',
    'OffsetTime',
    'OffsetTimeOriginal',
    'OffsetTimeDigitized',
  ],
  ...['ExposureTime', 'FNumber', 'ISOSpeedRatings', 'PhotographicSensitivity', 'FocalLength'],
  ...['GPSLatitudeRef', 'GPSLatitude', 'GPSLongitudeRef', 'GPSLongitude', 'GPSAltitudeRef', 'GPSAltitude'],
  ...['GPSTimeStamp', 'GPSDateStamp'],
];

/** Null when there is none, or it makes no sense: the picture itself may still be fine. */
export function exifOf(bytes: Uint8Array<ArrayBuffer>): ExpandedTags | null {
  try {
    const part = isJpeg(bytes) ? onlyExif(bytes) : bytes;
    if (part.length === 0) return null;
    return load(ownBuffer(part), {
      expanded: true,
      includeUnknown: false,
      includeTags: { exif: TAGS, thumbnail: true },
    });
  } catch {
    return null;
  }
}
