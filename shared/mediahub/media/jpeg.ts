// The segments of a JPEG up to its pixels: the frame header with the size, and where the profile and the EXIF data are.
// Forgiving, as decoders are: between two segments everything that is no marker is passed over.
import { viewOf } from './boxes.ts';
import type { Size } from '#shared/mediahub/media/size';

export interface Segment {
  marker: number;
  /** Where its payload begins and ends. */
  start: number;
  end: number;
}

export interface JpegFrame extends Size {
  progressive: boolean;
  components: number;
}

const SOI = 0xd8;
const SOS = 0xda;

/** By its first bytes. */
export const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === SOI;

/** Markers without a length: fillers, restarts, start and end of image. */
const standsAlone = (marker: number): boolean =>
  marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd9) || marker === 0xff;

/** SOF0-15, without DHT, JPG and DAC, which share their numbers. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** The segments before the pixels, and the scan header that begins them. */
export function* segmentsOf(jpeg: Uint8Array): Generator<Segment, void> {
  if (!isJpeg(jpeg)) return;
  const view = viewOf(jpeg);
  for (let at = jpeg.indexOf(0xff, 2); at >= 0 && at + 4 <= jpeg.length;) {
    const marker = jpeg[at + 1] ?? 0;
    if (standsAlone(marker)) {
      at = jpeg.indexOf(0xff, at + 1);
      continue;
    }
    const end = at + 2 + view.getUint16(at + 2);
    yield { marker, start: at + 4, end };
    if (marker === SOS) return;
    at = jpeg.indexOf(0xff, Math.max(end, at + 4));
  }
}

/** Null when the frame header is not in these bytes. */
export function jpegFrame(jpeg: Uint8Array): JpegFrame | null {
  for (const { marker, start } of segmentsOf(jpeg)) {
    if (!isFrame(marker)) continue;
    if (start + 6 > jpeg.length) return null;
    const view = viewOf(jpeg);
    return {
      height: view.getUint16(start + 1),
      width: view.getUint16(start + 3),
      components: jpeg[start + 5] ?? 0,
      // SOF2, 6, 10 and 14: all coefficients stay in memory until the last scan.
      progressive: (marker & 3) === 2,
    };
  }
  return null;
}
