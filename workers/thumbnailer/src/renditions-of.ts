// From bytes to renditions: the header first, since a decoder's memory grows with the pixels and never shrinks; then the
// ways to the pixels, one after the other, until one leads there.
import { log } from '#shared/engine/runtime/log';
import { cameraFacts } from '#shared/mediahub/media/camera';
import { exifOf } from '#shared/mediahub/media/exif';
import { MAX_PIXELS, MAX_SIDE } from '#shared/mediahub/media/image-header';
import { isPng } from '#shared/mediahub/media/png';
import { metadataOfPng } from '#shared/mediahub/media/png-metadata';
import { writtenDates } from '#shared/mediahub/media/xmp';
import { ZOOM_SIDE, type Answer, type Report } from '#shared/mediahub/ports/thumbnailer';
import { inspectImage, type ImageInspection } from './inspect-image.ts';
import type { Rendition } from './rendering.ts';
import { waysTo } from './sources.ts';
import { zoomStrategies } from './zoom/strategies.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Made extends Answer {
  renditions: Rendition[];
}

async function reportOf(bytes: Bytes, { shown }: ImageInspection): Promise<Report> {
  const metadata = isPng(bytes) ? await metadataOfPng(bytes) : bytes;
  return {
    width: shown.width,
    height: shown.height,
    ...cameraFacts(exifOf(metadata), writtenDates(metadata)),
    made_of: null,
    thumbhash: null,
  };
}

/** @param total length of the whole file, of which `bytes` may be the beginning */
export async function renditionsOf(
  bytes: Bytes,
  total: number,
  sides: readonly number[],
  trace_id: string,
): Promise<Made> {
  const seen = inspectImage(bytes);
  if (!seen) return { refused: 'file_unreadable', report: null, renditions: [] };
  const look = { ...seen, bytes: total };
  const report = await reportOf(bytes, look);
  const { width, height } = look.stored;
  const isHuge = width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS;
  const wanted = { look, bytes, sides };
  const whole = total <= bytes.length;
  const isZoom = sides.includes(ZOOM_SIDE);
  const ways = isHuge ? [] : isZoom ? zoomStrategies(wanted, whole) : waysTo(wanted, whole);
  for (const { name, made_of, go } of ways)
    try {
      const { renditions, thumbhash } = await go();
      return { refused: null, report: { ...report, made_of, thumbhash }, renditions };
    } catch (error) {
      // The next way may lead there.
      log('warn', 'one way to decode failed', { trace_id, way: name, kind: look.kind, error });
    }
  const refused = ways.some((way) => way.made_of === 'original') ? 'decode_failed' : 'too_many_pixels';
  return { refused, report, renditions: [] };
}
