// Pictures that are shrunk while they are read: PNG row by row, WebP from libwebp's own memory.
import type { Kind } from '#shared/mediahub/media/image-header';
import { withWebp } from '../decoders/webp.ts';
import { riffChunks } from '../frames/webp.ts';
import { emptyRaster, factorFor } from '../raster.ts';
import { pngPicture, type LargePicture } from './png.ts';
import { shrinkInto } from './shrunk.ts';

function webpPicture(webp: Uint8Array<ArrayBuffer>, least: number): Promise<LargePicture> {
  const named = [...riffChunks(webp)].find(({ type }) => type === 'ICCP');
  return withWebp(webp, ({ data, width, height }) => {
    const raster = emptyRaster({ width, height }, factorFor({ width, height }, least));
    const shrinking = shrinkInto(raster, width);
    for (let row = 0; row < height; row++) shrinking.add(data, row * width * 4);
    shrinking.end();
    return { raster, profile: named ? webp.slice(named.start, named.end) : null, isGray: false };
  });
}

/** @throws when the file is broken, or none of these */
export const largePicture = (bytes: Uint8Array<ArrayBuffer>, kind: Kind, least: number): Promise<LargePicture> =>
  kind === 'webp' ? webpPicture(bytes, least) : pngPicture(bytes, least);
