// Two seconds of video, 160 × 96, and a sound: made with ffmpeg.
import datedMov from './fixtures/dated.mov.bin';
import endMp4 from './fixtures/end.mp4.bin';
import rotatedMp4 from './fixtures/rotated.mp4.bin';
import soundMp4 from './fixtures/sound.mp4.bin';
import streamWebm from './fixtures/stream.webm.bin';
import clipMov from './fixtures/clip.mov.bin';
import smallHeic from './fixtures/small.heic.bin';

/** By what is odd about them: the index at the end, turned by 90°, no picture, no duration in the header, QuickTime, a date as iPhones write it. */
export const VIDEOS = { endMp4, rotatedMp4, soundMp4, streamWebm, clipMov, datedMov };

/** 300 × 200. */
export const SMALL_HEIC = new Uint8Array(smallHeic);
