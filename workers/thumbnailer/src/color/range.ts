// ImageMagick's decoder of AVIF takes the samples of a gray picture, and those of an alpha plane, for full range even if the file
// says otherwise. Video range is widened here: else black would be gray, and transparent parts a veil.
import { Channels, EvaluateOperator, type IMagickImage } from '@imagemagick/magick-wasm';
import { itemData, type Heif, type Item } from '#shared/mediahub/media/heif';
import { alphaOf } from '../heif/alpha.ts';
import { colorIn } from '../heif/decode.ts';
import { av1Sequence } from './av1.ts';

const [BLACK, WHITE, MOST] = [16, 235, 255];

function widen(image: IMagickImage, channels: number): void {
  image.evaluate(channels, EvaluateOperator.Subtract, BLACK);
  image.evaluate(channels, EvaluateOperator.Multiply, MOST / (WHITE - BLACK));
}

export function widenRange(image: IMagickImage, bytes: Uint8Array, heif: Heif, item: Item): void {
  const sequenceOf = (one: Item | null) => (one?.type === 'av01' ? av1Sequence(itemData(bytes, heif, one)) : null);
  if (sequenceOf(item)?.monochrome && colorIn(bytes, heif, item).coding.fullRange === false)
    widen(image, Channels.RGB);
  if (image.hasAlpha && sequenceOf(alphaOf(heif))?.fullRange === false) widen(image, Channels.Alpha);
}
