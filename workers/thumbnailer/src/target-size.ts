// How large a thumbnail becomes: the aspect stays, the longest side is the limit, nothing is enlarged.
import type { Size } from '#shared/mediahub/media/size';

/** @example targetSize({ width: 4000, height: 3000 }, 400) // { width: 400, height: 300 } */
export function targetSize({ width, height }: Size, longestSide: number): Size {
  const scale = Math.min(1, longestSide / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
