// The ways to get at the pixels of an image, best first: the decoder made for its kind, ImageMagick, the same on a mended copy,
// and at last the small picture that a camera put into the file. Each is tried only where its memory suffices.
import { ColorSpace } from '@imagemagick/magick-wasm';
import { exifOf } from '#shared/mediahub/media/exif';
import { heifOf, shownItem } from '#shared/mediahub/media/heif';
import { shapeOf } from '#shared/mediahub/media/heif-shape';
import { imageHeaderOf } from '#shared/mediahub/media/image-header';
import { fitsMagick, fitsRows } from './decoder-for.ts';
import { forget, opened, withMagick } from './decoders/magick.ts';
import { colorNamedIn, withoutGamma } from './color/embedded.ts';
import { withKnownNumbers } from './color/heif.ts';
import { unweigh } from './color/premultiplied.ts';
import { widenRange } from './color/range.ts';
import { firstFrame, type Still } from './frames/first-frame.ts';
import { hasAlpha } from './heif/alpha.ts';
import { colorIn, isTooMuch, heifPicture, heifThumbnail, type HeifPicture } from './heif/decode.ts';
import { unturned } from './heif/unturned.ts';
import { cropTo, imageOf } from './raster-image.ts';
import type { ImageInspection } from './inspect-image.ts';
import { withoutMissing } from './repair/jpeg.ts';
import { mended } from './repair/mended.ts';
import { isInterlaced } from './repair/png.ts';
import { withReadableTransparency } from './repair/png-transparency.ts';
import { largePicture } from './rows/large-picture.ts';
import { rendered, type Renditions } from './rendering.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Wanted {
  look: ImageInspection;
  bytes: Bytes;
  sides: readonly number[];
}

export interface Way {
  name: string;
  made_of: 'original' | 'embedded';
  /** @throws when it does not lead there */
  go: () => Promise<Renditions>;
}

const isHeif = ({ kind }: ImageInspection): boolean => kind === 'avif' || kind === 'heic';

const isJpeg = ({ kind }: ImageInspection): boolean => kind === 'jpeg' || kind === 'progressive';

/** ImageMagick on the file. */
export async function byMagick(
  { look, bytes, sides }: Wanted,
  still: Still = firstFrame(bytes, look),
): Promise<Renditions> {
  const heif = isHeif(look) ? heifOf(bytes) : null;
  const item = heif && shownItem(heif);
  const named =
    heif && item ? { ...colorIn(bytes, heif, item), ofNumbers: false } : await colorNamedIn(bytes, look.kind);
  const known = heif ? unturned(withKnownNumbers(bytes, heif), heif) : still.bytes;
  const pixels = look.kind === 'png' ? withReadableTransparency(withoutGamma(known)) : known;
  return withMagick(() => {
    const image = opened(pixels, look.kind, look.stored, Math.max(...sides));
    if (heif && item) widenRange(image, bytes, heif, item);
    const shape = item && shapeOf(item, look.kind === 'avif' ? 'av01' : item.type);
    if (shape) cropTo(image, shape.crop);
    if (still.isWeighed || item?.references.has('prem')) unweigh(image);
    const part = isJpeg(look) ? withoutMissing(image, bytes, look.stored) : null;
    return rendered(
      { image, stored: look.stored, orientation: look.orientation, frame: part ?? still.frame, named },
      sides,
    );
  });
}

/** A large PNG or WebP: shrunk row by row while it is read. */
async function byRows(
  { look, bytes, sides }: Wanted,
  still: Still = firstFrame(bytes, look),
): Promise<Renditions> {
  const { raster, profile, isGray } = await largePicture(still.bytes, look.kind, Math.max(...sides));
  const named = (await colorNamedIn(bytes, look.kind)) ?? { profile, hdr: null, ofNumbers: !isGray };
  const { stored, orientation } = look;
  return withMagick(() => {
    const image = imageOf(raster);
    if (isGray && !named.ofNumbers) image.colorSpace = ColorSpace.Gray;
    return rendered({ image, stored, orientation, frame: still.frame, named }, sides);
  });
}

async function byMending(wanted: Wanted): Promise<Renditions> {
  const { look, bytes } = wanted;
  if (look.kind === 'png' && isInterlaced(firstFrame(bytes, look).bytes)) return byRows(wanted);
  const still = await mended(firstFrame(bytes, look), look);
  if (!still) throw new Error('nothing to mend');
  if (isHeif(look)) return byHeif({ ...wanted, bytes: still.bytes });
  return fitsMagick(look) ? byMagick(wanted, still) : byRows(wanted, still);
}

const fromHeif = (picture: HeifPicture, sides: readonly number[]): Promise<Renditions> =>
  withMagick(() => {
    const { orientation, color, size, isWeighed } = picture;
    const named = { ...color, ofNumbers: true };
    const image = imageOf(picture.raster, picture.crop);
    if (isWeighed) unweigh(image);
    return rendered({ image, stored: size, orientation, frame: null, named }, sides);
  });

/** Beside the decoder of a picture as large as this there is no room for what ImageMagick had for the one before. */
const ALONE_PIXELS = 12_000_000;

/** A HEIF as a raster that is at least as large as the largest side. */
export async function byHeif({ look, bytes, sides }: Wanted, isOpaque = false): Promise<Renditions> {
  if (look.stored.width * look.stored.height > ALONE_PIXELS) forget();
  return fromHeif(await heifPicture(bytes, Math.max(...sides), isOpaque), sides);
}

const byHeifThumbnail = async ({ bytes, sides }: Wanted): Promise<Renditions> =>
  fromHeif(await heifThumbnail(bytes, Math.max(...sides)), sides);

/** The JPEG in the EXIF data: it is turned as the picture is. */
async function byExifThumbnail({ look, bytes, sides }: Wanted): Promise<Renditions> {
  const image = exifOf(bytes)?.Thumbnail?.image;
  if (!(image instanceof ArrayBuffer)) throw new Error('no thumbnail in it');
  const small = new Uint8Array(image);
  const header = imageHeaderOf(small);
  if (!header) throw new Error('its thumbnail has no header');
  const { kind, stored } = header;
  const { orientation } = look;
  return withMagick(() =>
    rendered(
      { image: opened(small, kind, stored, Math.max(...sides)), stored, orientation, frame: null, named: null },
      sides,
    ),
  );
}

/** @param whole all of the file is there: of a beginning only what is embedded can be read */
export function waysTo(wanted: Wanted, whole: boolean): Way[] {
  const { look, bytes } = wanted;
  const heif = isHeif(look) ? heifOf(bytes) : null;
  const magick = fitsMagick(look);
  const rows = fitsRows(look, bytes);
  const own = heif !== null && !isTooMuch(bytes, heif);
  const way = (name: string, made_of: Way['made_of'], on: boolean, go: Way['go']): Way[] =>
    on ? [{ name, made_of, go }] : [];
  return [
    ...way('heif', 'original', whole && own, () => byHeif(wanted)),
    ...way('rows', 'original', whole && rows, () => byRows(wanted)),
    ...way('magick', 'original', whole && magick, () => byMagick(wanted)),
    // Without its alpha, if no decoder can read that.
    ...way('opaque', 'original', whole && own && hasAlpha(heif), () => byHeif(wanted, true)),
    ...way('mended', 'original', whole && (magick || own || (rows && look.kind === 'webp')), () =>
      byMending(wanted),
    ),
    ...way('heif_thumbnail', 'embedded', heif !== null, () => byHeifThumbnail(wanted)),
    ...way('exif_thumbnail', 'embedded', true, () => byExifThumbnail(wanted)),
  ];
}
