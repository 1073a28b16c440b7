// A JPEG that was cut off: the decoder fills the blocks that are missing with gray, browsers leave them out. The gray rows at the
// bottom are cut away, and the picture is put on a white canvas of its full size.
import { MagickGeometry, type IMagickImage } from '@imagemagick/magick-wasm';
import { segmentsOf } from '#shared/mediahub/media/jpeg';
import type { Frame, Size } from '#shared/mediahub/media/size';

const [SOS, EOI] = [0xda, 0xd9];
/** What blocks without data become. */
const FILL = 128;

/** Or a further scan: of a picture that is sharpened scan by scan, the first one has every row. */
function hasEnd(jpeg: Uint8Array): boolean {
  const scan = [...segmentsOf(jpeg)].find(({ marker }) => marker === SOS);
  for (let at = jpeg.indexOf(0xff, scan?.end ?? 0); at >= 0; at = jpeg.indexOf(0xff, at + 1))
    if (jpeg[at + 1] === EOI || jpeg[at + 1] === SOS) return true;
  return false;
}

function grayRows(image: IMagickImage): number {
  return image.getPixels((pixels) => {
    let rows = 0;
    const isGray = (y: number) =>
      pixels.getArea(0, y, image.width, 1).every((value) => Math.abs(value - FILL) <= 1);
    while (rows < image.height && isGray(image.height - 1 - rows)) rows++;
    return rows;
  });
}

/** Takes away what is missing. @returns where the rest belongs; null when nothing, or everything, is missing */
export function withoutMissing(image: IMagickImage, jpeg: Uint8Array, stored: Size): Frame | null {
  if (hasEnd(jpeg)) return null;
  const left = image.height - grayRows(image);
  if (left === image.height || left === 0) return null;
  const height = Math.max(1, Math.round((left * stored.height) / image.height));
  image.crop(new MagickGeometry(image.width, left));
  image.resetPage();
  return { x: 0, y: 0, width: stored.width, height };
}
