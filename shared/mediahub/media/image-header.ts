// What an image is, by its first bytes: kind, size as stored, and how it is turned. Every part of the system asks here,
// so that the recorded size, the thumbnail and the limits never disagree.
import type { Size } from '#shared/mediahub/media/size';
import { imageDimensionsFromData } from 'image-dimensions';
import { gifCanvas } from './gif.ts';
import { heifOf, shownItem } from './heif.ts';
import { shapeOf } from './heif-shape.ts';
import { jpegFrame } from './jpeg.ts';
import { readOrientation, upright, type Orientation } from './orientation.ts';

export type Kind = 'jpeg' | 'progressive' | 'png' | 'webp' | 'gif' | 'avif' | 'heic';

export interface ImageHeader {
  kind: Kind;
  /** As stored: before it is turned. */
  stored: Size;
  orientation: Orientation;
  /** As people see it. */
  shown: Size;
}

/** Panoramas of phones are longer than 16,000 pixels; 200 MP is what they take at most. */
export const MAX_SIDE = 32_768;
export const MAX_PIXELS = 220_000_000;

const KINDS: Readonly<Record<string, Kind>> = { png: 'png', apng: 'png', webp: 'webp' };

function storedSize(bytes: Uint8Array): { kind: Kind; stored: Size } | null {
  const frame = jpegFrame(bytes);
  if (frame) return { kind: frame.progressive ? 'progressive' : 'jpeg', stored: frame };
  const canvas = gifCanvas(bytes);
  if (canvas) return { kind: 'gif', stored: canvas };
  const seen = imageDimensionsFromData(bytes);
  const kind = seen && KINDS[seen.type];
  return kind ? { kind, stored: { width: seen.width, height: seen.height } } : null;
}

const isBrandOf = (bytes: Uint8Array, brand: string): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(8, 64)).includes(brand);

function heifHeader(bytes: Uint8Array): ImageHeader | null {
  const heif = heifOf(bytes);
  const item = heif && shownItem(heif);
  if (!heif || !item) return null;
  const coded = /^(?:grid|iovl)$/.test(item.type)
    ? heif.items.get(item.references.get('dimg')?.[0] ?? 0)?.type
    : item.type;
  const kind = coded === 'av01' || (coded === undefined && isBrandOf(bytes, 'avif')) ? 'avif' : 'heic';
  const shape = shapeOf(item, kind === 'avif' ? 'av01' : coded);
  if (!shape) return null;
  const { width, height } = shape.crop;
  return { kind, stored: { width, height }, orientation: shape.orientation, shown: shape.shown };
}

/** Null when there is no readable header in these bytes; a longer look may find it. */
export function imageHeaderOf(bytes: Uint8Array<ArrayBuffer>): ImageHeader | null {
  const heif = heifHeader(bytes);
  if (heif) return heif;
  const seen = storedSize(bytes);
  if (!seen || seen.stored.width < 1 || seen.stored.height < 1) return null;
  const { width, height } = seen.stored;
  const orientation = readOrientation(bytes);
  return { kind: seen.kind, stored: { width, height }, orientation, shown: upright(seen.stored, orientation) };
}
