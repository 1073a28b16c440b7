// ImageMagick as a library: started by the first picture that needs it, and thrown away after one that has made its heap
// large, since an instance never gives memory back and a new one starts small. Warnings are not errors: half a file is
// half a picture, as every browser shows it.
import {
  ImageMagick,
  initializeImageMagick,
  MagickError,
  MagickFormat,
  MagickImage,
  MagickReadSettings,
  type IMagickImage,
} from '@imagemagick/magick-wasm';
import wasm from '@imagemagick/magick-wasm/magick.wasm';
import type { Kind } from '#shared/mediahub/media/image-header';
import type { Size } from '#shared/mediahub/media/size';
import { startedExactly } from './instantiated.ts';

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

/** A flag, not a promise: the promise of a dropped request would never settle for later ones. */
let started = false;

/** The library offers neither its heap nor a way to let go of it; this is where version 0.0.43 keeps both. */
const instance = (): unknown => Reflect.get(ImageMagick, '_api');
const heapOf = (api: unknown): number =>
  typeof api === 'object' && api !== null && 'HEAPU8' in api && api.HEAPU8 instanceof Uint8Array
    ? api.HEAPU8.buffer.byteLength
    : Infinity;

/** Also where another decoder is about to need the memory. */
export const forget = (): void => {
  Reflect.set(ImageMagick, '_api', undefined);
  started = false;
};

/** Runs `work` with the library started. */
export async function withMagick<T>(work: () => T): Promise<T> {
  if (!started) await startedExactly(() => initializeImageMagick(wasm));
  started = true;
  let sound = true;
  try {
    return work();
  } catch (error) {
    // What it says itself about a broken file leaves it sound; after a trap its state is unknown.
    sound = error instanceof MagickError;
    throw error;
  } finally {
    if (!sound || heapOf(instance()) > KEEP_BYTES) forget();
  }
}

/**
 * Decodes the first frame.
 * @param least the longest side that has to be left: a JPEG is decoded at the fraction of its scale that has it
 * @throws what ImageMagick says about a broken file
 */
export function opened(bytes: Uint8Array, kind: Kind, stored: Size, least: number): IMagickImage {
  // The format is ours, never guessed from the bytes: ImageMagick knows formats that are programs.
  const settings = new MagickReadSettings({ format: FORMATS[kind], frameIndex: 0, frameCount: 1 });
  // Set for small ones the hint would enlarge them.
  if ((kind === 'jpeg' || kind === 'progressive') && Math.max(stored.width, stored.height) > least)
    settings.setDefine(MagickFormat.Jpeg, 'size', `${least}x${least}`);
  const image = MagickImage.create();
  image.onWarning = () => 0;
  try {
    image.read(bytes, settings);
    return image;
  } catch (error) {
    image.dispose();
    throw error;
  }
}
