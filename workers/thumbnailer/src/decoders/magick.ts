// ImageMagick: for large images, and for the kinds that photon cannot read. It is started by the first that needs it, and
// thrown away after one that has made its heap large: an instance never gives memory back, a new one starts small.
import {
  AlphaAction,
  ImageMagick,
  initializeImageMagick,
  MagickColors,
  MagickFormat,
  MagickGeometry,
  MagickImage,
  MagickReadSettings,
  type IMagickImage,
} from '@imagemagick/magick-wasm';
import wasm from '@imagemagick/magick-wasm/magick.wasm';
import type { Size } from '#shared/mediahub/media/orientation';
import { THUMBNAIL_SIDE } from '#shared/mediahub/ports/thumbnailer';
import type { Kind } from '../decoder-for.ts';

const JPEG_QUALITY = 82;

/** Twice the thumbnail: the decoder skips what is finer, and what is left is still enough to shrink from. */
const JPEG_SCALE_HINT = `${2 * THUMBNAIL_SIDE}x${2 * THUMBNAIL_SIDE}`;

/** A larger heap is not worth keeping. */
const KEEP_BYTES = 40_000_000;

const FORMATS: Record<Kind, MagickFormat> = {
  jpeg: MagickFormat.Jpeg,
  progressive: MagickFormat.Jpeg,
  png: MagickFormat.Png,
  webp: MagickFormat.WebP,
  gif: MagickFormat.Gif,
  avif: MagickFormat.Avif,
  heic: MagickFormat.Heic,
};

let started: Promise<void> | null = null;

function readSettings(kind: Kind): MagickReadSettings {
  // The format is ours, never guessed from the bytes: ImageMagick knows formats that are programs.
  const settings = new MagickReadSettings({ format: FORMATS[kind], frameIndex: 0, frameCount: 1 });
  if (kind === 'jpeg' || kind === 'progressive') settings.setDefine(MagickFormat.Jpeg, 'size', JPEG_SCALE_HINT);
  return settings;
}

function shrunk(image: IMagickImage): Uint8Array<ArrayBuffer> {
  const box = new MagickGeometry(THUMBNAIL_SIDE, THUMBNAIL_SIDE);
  box.greater = true;
  image.thumbnail(box);
  image.backgroundColor = MagickColors.White;
  image.alpha(AlphaAction.Remove);
  image.strip();
  image.quality = JPEG_QUALITY;
  return image.write(MagickFormat.Jpeg, (data) => new Uint8Array(data));
}

export interface Decoded {
  jpeg: Uint8Array<ArrayBuffer>;
  /** As decoded, upright; of a JPEG that may be a fraction of the original. */
  size: Size;
}

/** Whatever the decoder only warns of, an end that is missing for one, is a broken file. */
function opened(bytes: Uint8Array, kind: Kind): IMagickImage {
  const image = MagickImage.create();
  const warnings: string[] = [];
  image.onWarning = ({ error }) => warnings.push(error.message);
  image.read(bytes, readSettings(kind));
  if (warnings.length === 0) return image;
  image.dispose();
  throw new Error(warnings.join('; '));
}

/** Lets go of the instance. The library offers no way to; this is where version 0.0.43 keeps it. */
const forget = (): void => {
  Reflect.set(ImageMagick, '_api', undefined);
  started = null;
};

/** The thumbnail as a JPEG. @throws whatever ImageMagick says about a broken file */
export async function magickThumbnail(bytes: Uint8Array, kind: Kind, heapBytes: number): Promise<Decoded> {
  await (started ??= initializeImageMagick(wasm));
  let keep = false;
  try {
    const image = opened(bytes, kind);
    image.autoOrient();
    const size = { width: image.width, height: image.height };
    const jpeg = shrunk(image);
    image.dispose();
    keep = heapBytes <= KEEP_BYTES;
    return { jpeg, size };
  } finally {
    // After an error nobody knows what state it is in, either.
    if (!keep) forget();
  }
}
