// When a movie was made, by the clock in its header (`mvhd`, ISO/IEC 14496-12, 8.2.2): seconds since 1904, in UTC.
import { boxesIn, viewOf } from '#shared/mediahub/media/boxes';
import type { Taken } from '#shared/mediahub/media/camera';

/** A part of the file, from the first to before the last. */
export type ReadRange = (start: number, end: number) => Promise<Uint8Array<ArrayBuffer>>;

const HEAD_BYTES = 16;
/** The header of the movie is the first in it, or near. */
const BEGINNING_BYTES = 4096;
const MAX_BOXES = 64;
const FROM_1904_TO_1970 = 2_082_844_800;
const MAX_SECONDS = Date.UTC(9999, 0) / 1000;

/** Null for a clock that was never set, and for one that counted from another year: nothing was recorded before 1970. */
export function movieClock(seconds: number): Taken | null {
  const since1970 = seconds - FROM_1904_TO_1970;
  if (since1970 <= 0 || since1970 >= MAX_SECONDS) return null;
  return { local: new Date(since1970 * 1000).toISOString().slice(0, 19), zone: '+00:00' };
}

function clockIn(movie: Uint8Array<ArrayBuffer>): Taken | null {
  const header = [...boxesIn(movie)].find(({ type }) => type === 'mvhd');
  if (!header || header.end - header.start < 12) return null;
  const view = viewOf(movie);
  const isLong = view.getUint8(header.start) === 1;
  return movieClock(isLong ? Number(view.getBigUint64(header.start + 4)) : view.getUint32(header.start + 4));
}

/** Walks from box to box to that of the movie, which may be behind gigabytes of frames. */
export async function movieTime(read: ReadRange, size: number): Promise<Taken | null> {
  let at = 0;
  for (let n = 0; n < MAX_BOXES && at + HEAD_BYTES <= size; n++) {
    const head = await read(at, at + HEAD_BYTES);
    const view = viewOf(head);
    const said = view.getUint32(0);
    const [length, start] = said === 1 ? [Number(view.getBigUint64(8)), at + HEAD_BYTES] : [said, at + 8];
    if (new TextDecoder('latin1').decode(head.subarray(4, 8)) === 'moov')
      return clockIn(await read(start, Math.min(start + BEGINNING_BYTES, size)));
    if (length < 8) return null;
    at += length;
  }
  return null;
}
