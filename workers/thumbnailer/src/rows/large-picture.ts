// Pictures that are shrunk while they are read.
import type { Kind } from '#shared/mediahub/media/image-header';
import { pngPicture, type LargePicture } from './png.ts';
import { webpPicture } from './webp.ts';

/** @throws when the file is broken, or none of these */
export const largePicture = (bytes: Uint8Array<ArrayBuffer>, kind: Kind, least: number): Promise<LargePicture> =>
  kind === 'webp' ? webpPicture(bytes, least) : pngPicture(bytes, least);
