// From decoded pixels to JPEGs: shrunk, on their canvas, upright, in sRGB, on white, without metadata. Shrinking comes first,
// so that everything else costs next to nothing; the smaller rendition is made of the larger.
import type { Frame, Size } from '#shared/mediahub/media/size';
import {
  AlphaAction,
  ColorProfile,
  ColorSpace,
  CompositeOperator,
  MagickColors,
  MagickFormat,
  MagickGeometry,
  MagickImage,
  Point,
  type IMagickImage,
} from '@imagemagick/magick-wasm';
import { rgbaToThumbHash } from 'thumbhash';
import type { Orientation } from '#shared/mediahub/media/orientation';
import type { Named } from './color/embedded.ts';
import { toneMap } from './color/hdr.ts';
import { isSound } from './color/sound-profile.ts';
import { SRGB_PROFILE } from './srgb.ts';
import { targetSize } from './target-size.ts';

const JPEG_QUALITY = 82;
const HASH_SIDE = 100;

/** Of a picture with no more pixels than an icon each counts: its JPEG keeps the colour of every one. */
const ICON_PIXELS = 160 * 160;
const ICON_QUALITY = 100;

export interface Source {
  image: IMagickImage;
  /** Of the whole picture before it is turned; the image may be a fraction of it. */
  stored: Size;
  orientation: Orientation;
  /** Where the decoded part is on its canvas, where it does not fill it. */
  frame: Frame | null;
  /** The colours of the pixels; null: what the decoder found is right. */
  named: Named | null;
}

export interface Rendition {
  side: number;
  jpeg: Uint8Array<ArrayBuffer>;
}

export interface Renditions {
  renditions: Rendition[];
  /** Base64; null where only a zoom was wanted. */
  thumbhash: string | null;
}

const exactly = (width: number, height: number): MagickGeometry => {
  const geometry = new MagickGeometry(width, height);
  geometry.ignoreAspectRatio = true;
  return geometry;
};

/** Resizing weighs colours by their alpha, so that what is transparent leaves no rim. */
function resize(image: IMagickImage, { width, height }: Size): void {
  if (image.width !== width || image.height !== height) image.resize(exactly(width, height));
}

/** A first frame smaller than its canvas: shrunk by the same factor, and put where it belongs. */
function placed(image: IMagickImage, frame: Frame, stored: Size, size: Size): IMagickImage {
  const at = (n: number) => Math.round((n * size.width) / stored.width);
  const down = (n: number) => Math.round((n * size.height) / stored.height);
  resize(image, { width: Math.max(1, at(frame.width)), height: Math.max(1, down(frame.height)) });
  const canvas = MagickImage.create();
  canvas.read(MagickColors.White, size.width, size.height);
  canvas.composite(image, CompositeOperator.Over, new Point(at(frame.x), down(frame.y)));
  image.dispose();
  return canvas;
}

/** What a profile is for, in its own words (ICC.1:2022, 7.2.6). */
const spaceOf = (profile: Uint8Array): string => new TextDecoder('latin1').decode(profile.subarray(16, 20));

const isGray = ({ colorSpace }: IMagickImage): boolean =>
  colorSpace === ColorSpace.Gray || colorSpace === ColorSpace.LinearGray;

/** A profile for other pixels than these makes no sense, and browsers ignore it; but gray is a colour of red, green and blue. */
function suits(profile: Uint8Array, image: IMagickImage): boolean {
  if (image.colorSpace === ColorSpace.CMYK) return spaceOf(profile) === 'CMYK';
  if (isGray(image) && spaceOf(profile) === 'RGB ') image.colorSpace = ColorSpace.sRGB;
  return spaceOf(profile) === (isGray(image) ? 'GRAY' : 'RGB ');
}

const VERSION_AT = 8;
const VERSION = 2;

/**
 * Relative colorimetric and without black point compensation, as browsers do it for RGB. For CMYK with a profile lcms is followed,
 * not Chromium: through the default profile of Ghostscript this gives full black as (55, 53, 54), lcms by itself (55, 53, 53), Chromium
 * (67, 68, 71); other pure inks are within 4, blocks of a photo within 29. Gray profiles whose connection space is Lab are applied, Chromium ignores them (7 of 255).
 * Of version 4, lcms maps black to black by itself, which browsers do not: their shadows are those that the profile says.
 * Nothing else depends on the version, for the tags say theirs themselves.
 */
function withoutBlackPoint(profile: Uint8Array): Uint8Array {
  const older = new Uint8Array(profile);
  older[VERSION_AT] = Math.min(profile[VERSION_AT] ?? 0, VERSION);
  return older;
}

const SRGB = new ColorProfile(withoutBlackPoint(SRGB_PROFILE));

/** Brings the pixels to sRGB, and drops the profile. */
export function toSrgb(image: IMagickImage, named: Named | null): void {
  const found = named ? named.profile : image.getProfile('icc')?.data;
  // A copy: what the decoder found is its own memory, and gone with the profile.
  const profile = found && isSound(found) ? withoutBlackPoint(found) : null;
  image.removeProfile('icc');
  if (named?.ofNumbers && image.colorSpace !== ColorSpace.sRGB) image.colorSpace = ColorSpace.sRGB;
  if (named?.hdr) toneMap(image, named.hdr);
  try {
    if (profile && suits(profile, image)) {
      image.setProfile(new ColorProfile(profile));
      image.transformColorSpace(SRGB);
    }
  } catch {
    // Broken inside: ignored as well.
  }
  image.removeProfile('icc');
  if (image.colorSpace !== ColorSpace.sRGB) image.colorSpace = ColorSpace.sRGB;
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

function hashOf(image: IMagickImage): string {
  resize(image, targetSize(image, HASH_SIDE));
  return image.write(MagickFormat.Rgba, (rgba) => base64(rgbaToThumbHash(image.width, image.height, rgba)));
}

/** From large to small: the sides that are wanted, without those that would not be smaller than the next. */
function sidesFor({ width, height }: Size, wanted: readonly number[]): number[] {
  const longest = Math.max(width, height);
  const sorted = [...wanted].sort((a, b) => b - a);
  return sorted.filter((side, i) => side < longest || i === sorted.length - 1 || (sorted[i + 1] ?? 0) < longest);
}

/** The picture as people see it, once for each side. Disposes of the source's image. */
export function rendered(
  { image: decoded, stored, orientation, frame, named }: Source,
  wanted: readonly number[],
): Renditions {
  const [largest = 1, ...smaller] = sidesFor(stored, wanted);
  let image = decoded;
  try {
    const size = targetSize(stored, largest);
    if (frame) image = placed(image, frame, stored, size);
    else resize(image, size);
    toSrgb(image, named);
    image.backgroundColor = MagickColors.White;
    image.alpha(AlphaAction.Remove);
    // Ours, not the decoder's: what is recorded as width and height was turned by the same rule.
    image.orientation = orientation;
    image.autoOrient();
    // Re-encoding without profiles drops EXIF, GPS and everything else the camera wrote.
    image.strip();
    const isIcon = image.width * image.height <= ICON_PIXELS;
    image.quality = isIcon ? ICON_QUALITY : JPEG_QUALITY;
    if (isIcon) image.settings.setDefine(MagickFormat.Jpeg, 'sampling-factor', '1x1');
    const written = (side: number): Rendition => ({
      side,
      jpeg: image.write(MagickFormat.Jpeg, (data) => new Uint8Array(data)),
    });
    const renditions = [written(largest)];
    for (const side of smaller) {
      resize(image, targetSize(orientation >= 5 ? { width: stored.height, height: stored.width } : stored, side));
      renditions.push(written(side));
    }
    return { renditions, thumbhash: hashOf(image) };
  } finally {
    image.dispose();
  }
}
