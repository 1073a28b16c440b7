// What a video is, by its container: read in ranges from R2, never as a whole, wherever its index is. Nothing is decoded: a
// poster is made by the browser that has the file, or there is none.
import { CustomSource, Input, MATROSKA, MP4, QTFF, WEBM, type InputVideoTrack } from 'mediabunny';
import { originalKey } from '#shared/mediahub/media/keys';
import type { Env } from '../env.ts';

export interface VideoFacts {
  /** As people see it: turned. */
  width: number;
  height: number;
  duration_seconds: number | null;
  codec: string | null;
  /** Clockwise, in degrees; already applied to width and height. */
  rotation: number;
}

/** `none`: there is sound, but no picture in it. `unreadable`: its index is missing or broken; it may be a video. */
export type SeenVideo = VideoFacts | 'none' | 'unreadable';

/** An index of hours is some megabytes; a file that makes its reader look further is no friend. */
const MAX_READ_BYTES = 48 * 1024 * 1024;

function sourceOf(files: R2Bucket, key: string, size: number): CustomSource {
  let read = 0;
  return new CustomSource({
    getSize: () => size,
    read: async (start, end) => {
      read += end - start;
      if (read > MAX_READ_BYTES) throw new Error('more of the video would have to be read than is allowed');
      const part = await files.get(key, { range: { offset: start, length: end - start } });
      if (!part) throw new Error('the video is gone');
      return new Uint8Array(await part.arrayBuffer());
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

async function factsOf(input: Input, track: InputVideoTrack): Promise<VideoFacts | 'unreadable'> {
  const [width, height] = [await track.getDisplayWidth(), await track.getDisplayHeight()];
  if (!(width > 0) || !(height > 0)) return 'unreadable';
  const duration = await durationOf(input, track);
  return {
    width: Math.round(width),
    height: Math.round(height),
    duration_seconds: duration === null ? null : Number(duration.toFixed(3)),
    codec: await track.getCodec(),
    rotation: await track.getRotation(),
  };
}

/** Reads what there is to know; changes nothing. */
export async function videoFacts(env: Pick<Env, 'FILES'>, mediaId: string, size: number): Promise<SeenVideo> {
  const source = sourceOf(env.FILES, originalKey(mediaId), size);
  const input = new Input({ source, formats: [MP4, QTFF, WEBM, MATROSKA] });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track) return await factsOf(input, track);
    return (await input.getAudioTracks()).length > 0 ? 'none' : 'unreadable';
  } catch {
    return 'unreadable';
  } finally {
    input.dispose();
  }
}
