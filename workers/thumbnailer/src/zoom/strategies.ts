// A picture to zoom into, of what browsers cannot show: HEIC. In strips, since the whole one would take 200 MB.
import { heifOf } from '#shared/mediahub/media/heif';
import { ZOOM_SIDE } from '#shared/mediahub/ports/thumbnailer';
import { fitsMagick } from '../decoder-for.ts';
import { hasAlpha } from '../heif/alpha.ts';
import { byHeif, byMagick, type Wanted, type Way } from '../sources.ts';
import { zoomOfHeif } from './heif-strips.ts';

const WHOLE_PIXELS = 4_000_000;

/** @param whole all of the file is there */
export function zoomStrategies(wanted: Wanted, whole: boolean): Way[] {
  const { look, bytes } = wanted;
  const heif = heifOf(bytes);
  if (!whole || look.kind !== 'heic' || !heif) return [];
  const sides = [ZOOM_SIDE];
  const one = { ...wanted, sides };
  if (fitsMagick(look) && hasAlpha(heif))
    return [{ name: 'magick', made_of: 'original', go: () => byMagick(one) }];
  const strips = async () => ({
    renditions: [{ side: ZOOM_SIDE, jpeg: await zoomOfHeif(bytes, ZOOM_SIDE) }],
    thumbhash: null,
  });
  const { width, height } = look.stored;
  return [
    { name: 'strips', made_of: 'original', go: strips },
    // One that is cropped, or has odd tiles: whole, where it is small.
    ...(width * height <= WHOLE_PIXELS
      ? [{ name: 'heif', made_of: 'original' as const, go: () => byHeif(one) }]
      : []),
  ];
}
