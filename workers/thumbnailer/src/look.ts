// A look at the header: what kind of image it is and how large. A progressive JPEG is a kind of its own, because a decoder
// keeps all of its coefficients until the last scan.
import { imageDimensionsFromData } from 'image-dimensions';
import type { Kind, Look } from './decoder-for.ts';

const KINDS: Readonly<Record<string, Kind>> = {
  jpeg: 'jpeg',
  png: 'png',
  apng: 'png',
  webp: 'webp',
  gif: 'gif',
  avif: 'avif',
  heic: 'heic',
};

/** Walks the segments of a JPEG to its frame header (SOF2 means progressive). */
export function isProgressive(jpeg: Uint8Array): boolean {
  for (let at = 2; at + 4 <= jpeg.length;) {
    if (jpeg[at] !== 0xff) return false;
    const marker = jpeg[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xc2) return true;
    // The other frame headers; 0xda begins the pixels.
    if (marker === 0xc0 || marker === 0xc1 || marker === 0xda) return false;
    at += 2 + (jpeg[at + 2] ?? 0) * 256 + (jpeg[at + 3] ?? 0);
  }
  return false;
}

/** Null when there is no readable header. */
export function lookAt(bytes: Uint8Array): Look | null {
  const seen = imageDimensionsFromData(bytes);
  const kind = seen && KINDS[seen.type];
  if (!seen || !kind || seen.width < 1 || seen.height < 1) return null;
  const { width, height } = seen;
  return {
    kind: kind === 'jpeg' && isProgressive(bytes) ? 'progressive' : kind,
    width,
    height,
    bytes: bytes.length,
  };
}
