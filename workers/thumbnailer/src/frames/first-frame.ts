// The first frame of an animation as a picture of its own, and where it is on its canvas. Decoders need not know animations
// then, read no more than one frame, and an animation that is cut off behind its first frame is whole.
import { gifFrame, withoutEmptyFrames } from '#shared/mediahub/media/gif';
import type { Frame, Size } from '#shared/mediahub/media/size';
import type { ImageInspection } from '../inspect-image.ts';
import { firstOfApng } from './apng.ts';
import { firstOfWebp, withAlphaUsed, withoutStrayAlpha } from './webp.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Still {
  bytes: Bytes;
  /** Null: it fills its canvas. */
  frame: Frame | null;
  /** Its colours are weighed by their alpha; not, where it does not say. */
  isWeighed?: boolean;
}

const fills = ({ x, y, width, height }: Frame, canvas: Size): boolean =>
  x === 0 && y === 0 && width === canvas.width && height === canvas.height;

export const onCanvas = (frame: Frame | null, canvas: Size): Frame | null =>
  frame && !fills(frame, canvas) ? frame : null;

/** A file without animation is returned unchanged. */
export function firstFrame(bytes: Bytes, { kind, stored }: ImageInspection): Still {
  if (kind === 'gif') return { bytes: withoutEmptyFrames(bytes), frame: onCanvas(gifFrame(bytes), stored) };
  const first = kind === 'webp' ? firstOfWebp(bytes) : kind === 'png' ? firstOfApng(bytes) : null;
  if (first) return { bytes: first.bytes, frame: onCanvas(first.frame, stored) };
  return { bytes: kind === 'webp' ? withAlphaUsed(withoutStrayAlpha(bytes)) : bytes, frame: null };
}
