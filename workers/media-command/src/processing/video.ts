// What a video is, by its container: read in ranges from R2, never as a whole, wherever its index is. Nothing is decoded: a
// poster is made by the browser that has the file, or there is none.
import { CustomSource, Input, MATROSKA, MP4, QTFF, WEBM, type InputVideoTrack } from 'mediabunny';
import { clockOf, type Taken } from '#shared/mediahub/media/camera';
import { originalKey } from '#shared/mediahub/media/keys';
import type { Env } from '../env.ts';
import { movieTime, type ReadRange } from './movie-time.ts';

export interface VideoFacts {
  /** As people see it: turned. */
  width: number;
  height: number;
  duration_seconds: number | null;
  codec: string | null;
  /** Clockwise, in degrees; already applied to width and height. */
  rotation: number;
  /** When it was recorded. */
  taken: Taken | null;
}

/** `none`: there is sound, but no picture in it. `unreadable`: its index is missing or broken; it may be a video. */
export type SeenVideo = VideoFacts | 'none' | 'unreadable';

/** An index of hours is some megabytes; a file that makes its reader look further is no friend. */
const MAX_READ_BYTES = 48 * 1024 * 1024;

/** Cameras of the nineties and some of today's begin a QuickTime file without saying what it is. */
const BEGINS_WITHOUT_BRAND = /^(?:moov|mdat|wide|free|skip|pnot)$/;
const BRAND = new Uint8Array([0, 0, 0, 20, ...new TextEncoder().encode('ftypqt  \0\0\0\0qt  ')]);

/** Parts of the file, up to a limit. */
function reading(files: R2Bucket, key: string): ReadRange {
  let read = 0;
  return async (start, end) => {
    read += end - start;
    if (read > MAX_READ_BYTES) throw new Error('more of the video would have to be read than is allowed');
    if (end <= start) return new Uint8Array(0);
    const part = await files.get(key, { range: { offset: start, length: end - start } });
    if (!part) throw new Error('the video is gone');
    return new Uint8Array(await part.arrayBuffer());
  };
}

/** The file, behind a brand where it has none: places within it are then wrong, but only frames are at those. */
async function sourceOf(bytesOf: ReadRange, size: number): Promise<CustomSource> {
  const first = new TextDecoder('latin1').decode(await bytesOf(Math.min(4, size), Math.min(8, size)));
  const brand = BEGINS_WITHOUT_BRAND.test(first) ? BRAND : new Uint8Array(0);
  return new CustomSource({
    getSize: () => size + brand.length,
    read: async (start, end) => {
      const own = await bytesOf(Math.max(0, start - brand.length), Math.max(0, end - brand.length));
      if (start >= brand.length) return own;
      const both = new Uint8Array(end - start);
      both.set(brand.subarray(start, end));
      both.set(own, Math.min(brand.length, end) - start);
      return both;
    },
  });
}

/** What the container says, else what its packets say: recorders that stream write no duration. */
async function durationOf(input: Input, track: InputVideoTrack): Promise<number | null> {
  const said = await input.getDurationFromMetadata();
  if (said !== null && Number.isFinite(said) && said > 0) return said;
  const computed = await input.computeDuration([track]).catch(() => null);
  return computed !== null && Number.isFinite(computed) && computed > 0 ? computed : null;
}

/** Phones of Apple say it with its zone; others in plain words, or by the clock of the movie. */
const SAID = ['com.apple.quicktime.creationdate', '©day'];

async function takenOf(input: Input, read: ReadRange, size: number): Promise<Taken | null> {
  try {
    const { raw = {} } = await input.getMetadataTags();
    for (const name of SAID) {
      const text = raw[name];
      const said = typeof text === 'string' ? clockOf(text) : null;
      if (said) return said;
    }
    return await movieTime(read, size);
  } catch {
    // The picture in it does not depend on it.
    return null;
  }
}

async function factsOf(
  input: Input,
  track: InputVideoTrack,
  taken: () => Promise<Taken | null>,
): Promise<VideoFacts | 'unreadable'> {
  const [width, height] = [await track.getDisplayWidth(), await track.getDisplayHeight()];
  if (!(width > 0) || !(height > 0)) return 'unreadable';
  const duration = await durationOf(input, track);
  return {
    width: Math.round(width),
    height: Math.round(height),
    duration_seconds: duration === null ? null : Number(duration.toFixed(3)),
    codec: await track.getCodec(),
    rotation: await track.getRotation(),
    taken: await taken(),
  };
}

/** Reads what there is to know; changes nothing. */
export async function videoFacts(env: Pick<Env, 'FILES'>, mediaId: string, size: number): Promise<SeenVideo> {
  const read = reading(env.FILES, originalKey(mediaId));
  const source = await sourceOf(read, size);
  const input = new Input({ source, formats: [MP4, QTFF, WEBM, MATROSKA] });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track) return await factsOf(input, track, () => takenOf(input, read, size));
    return (await input.getAudioTracks()).length > 0 ? 'none' : 'unreadable';
  } catch {
    return 'unreadable';
  } finally {
    input.dispose();
  }
}
