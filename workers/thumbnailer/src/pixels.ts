// What photon does not do for us, on the few pixels of the thumbnail: turn it as EXIF says, and lay it on white.
import { upright, type Orientation, type Size } from '#shared/mediahub/media/orientation';

/** RGBA, row by row, four bytes a pixel. */
export interface Pixels extends Size {
  rgba: Uint8Array;
}

/** Where a pixel of the upright picture comes from: swap x and y first, then count from the far side. */
interface Turn {
  swap: boolean;
  fromRight: boolean;
  fromBottom: boolean;
}

const turn = (swap: boolean, fromRight: boolean, fromBottom: boolean): Turn => ({ swap, fromRight, fromBottom });

/** The eight orientations of EXIF (TIFF tag 274) as turns. */
const TURNS: Record<Orientation, Turn> = {
  1: turn(false, false, false),
  2: turn(false, true, false),
  3: turn(false, true, true),
  4: turn(false, false, true),
  5: turn(true, false, false),
  6: turn(true, false, true),
  7: turn(true, true, true),
  8: turn(true, true, false),
};

/** The picture as people see it. */
export function turnUpright(from: Pixels, orientation: Orientation): Pixels {
  if (orientation === 1) return from;
  const { swap, fromRight, fromBottom } = TURNS[orientation];
  const { width, height } = upright(from, orientation);
  const source = new Uint32Array(from.rgba.slice().buffer);
  const target = new Uint32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [column, row] = swap ? [y, x] : [x, y];
      const sourceX = fromRight ? from.width - 1 - column : column;
      const sourceY = fromBottom ? from.height - 1 - row : row;
      target[y * width + x] = source[sourceY * from.width + sourceX] ?? 0;
    }
  return { width, height, rgba: new Uint8Array(target.buffer) };
}

/** JPEG knows no transparency, and what lies under it is often black: put white behind. */
export function onWhite({ width, height, rgba }: Pixels): Pixels {
  const opaque = new Uint8Array(rgba.length);
  for (let i = 0; i < rgba.length; i += 4) {
    const alpha = (rgba[i + 3] ?? 255) / 255;
    for (let c = i; c < i + 3; c++) opaque[c] = Math.round((rgba[c] ?? 0) * alpha + 255 * (1 - alpha));
    opaque[i + 3] = 255;
  }
  return { width, height, rgba: opaque };
}
