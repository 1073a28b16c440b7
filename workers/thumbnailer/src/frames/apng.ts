// An animated PNG whose default image is not its first frame: browsers never show that image, decoders show nothing else. Its
// first frame becomes a PNG of its own (PNG, third edition, 11.3.6). Where the default image is the first frame, all is well.
import { viewOf } from '#shared/mediahub/media/boxes';
import { chunksOf, type Chunk } from '#shared/mediahub/media/png';
import type { Frame } from '#shared/mediahub/media/size';
import { pngOf } from '../repair/png-chunks.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Sequence number before the data of a frame. */
const SEQUENCE = 4;

/** Null: no animation, or its first frame is the image itself. */
export function firstOfApng(png: Bytes): { bytes: Bytes; frame: Frame } | null {
  const before: Chunk[] = [];
  const data: Chunk[] = [];
  let control: Bytes | null = null;
  let isAnimated = false;
  for (const chunk of chunksOf(png)) {
    // One of no frames is none.
    if (chunk.type === 'acTL') isAnimated = chunk.data.length === 8 && viewOf(chunk.data).getInt32(0) > 0;
    if (chunk.type === 'IDAT' && (!isAnimated || control)) return null;
    if (chunk.type === 'fcTL') {
      if (data.length > 0) break;
      control = chunk.data;
    }
    if (chunk.type === 'fdAT') data.push({ type: 'IDAT', data: chunk.data.subarray(SEQUENCE) });
    else if (data.length === 0 && !/^(?:IDAT|acTL|fcTL)$/.test(chunk.type)) before.push(chunk);
  }
  const [header, ...others] = before;
  if (!header || header.type !== 'IHDR' || !control || control.length < 20 || data.length === 0) return null;
  const view = viewOf(control);
  const [width = 0, height = 0, x = 0, y = 0] = [4, 8, 12, 16].map((at) => view.getUint32(at));
  const own = header.data.slice();
  viewOf(own).setUint32(0, width);
  viewOf(own).setUint32(4, height);
  const bytes = pngOf([
    { type: 'IHDR', data: own },
    ...others,
    ...data,
    { type: 'IEND', data: new Uint8Array(0) },
  ]);
  return { bytes, frame: { x, y, width, height } };
}
