// The EXIF data of an image. Of several segments the first counts, as in browsers: one answer for the recorded size, the
// thumbnail and everything that is shown about the camera.
import { load, type ExpandedTags } from 'exifreader';
import { segmentsOf } from './jpeg.ts';

const APP1 = 0xe1;
const HEAD = new TextEncoder().encode('Exif\0\0');

const isExif = (payload: Uint8Array): boolean => HEAD.every((byte, i) => payload[i] === byte);

/** A JPEG of nothing but its first EXIF segment; the reader then cannot choose another. */
function onlyExif(jpeg: Uint8Array): Uint8Array<ArrayBuffer> {
  for (const { marker, start, end } of segmentsOf(jpeg))
    if (marker === APP1 && isExif(jpeg.subarray(start, start + HEAD.length)))
      return new Uint8Array([0xff, 0xd8, ...jpeg.subarray(start - 4, end), 0xff, 0xd9]);
  return new Uint8Array(0);
}

const ownBuffer = (bytes: Uint8Array<ArrayBuffer>): ArrayBuffer =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;

/** Null when there is none, or it makes no sense: the picture itself may still be fine. */
export function exifOf(bytes: Uint8Array<ArrayBuffer>): ExpandedTags | null {
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  try {
    const part = isJpeg ? onlyExif(bytes) : bytes;
    if (part.length === 0) return null;
    return load(ownBuffer(part), {
      expanded: true,
      includeUnknown: false,
      includeTags: { exif: true, gps: true, thumbnail: true },
    });
  } catch {
    return null;
  }
}
