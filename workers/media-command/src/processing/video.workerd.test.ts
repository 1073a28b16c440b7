import { describe, expect, it } from 'vitest';
import { lastOf, eventsOf, rpc, saga, someone, upload, uploaded } from '../../test/env.ts';
import { VIDEOS } from '../../test/fixtures.ts';
import { sent } from '../../test/thumbnailer.ts';

const fileOf = (name: keyof typeof VIDEOS, bytes: ArrayBuffer = VIDEOS[name]) =>
  new File([bytes], `${name}.bin`, { type: 'video/mp4' });

async function processed(file: File) {
  const user = someone();
  const id = await uploaded(user, file);
  await rpc().process(saga(user), { media_id: id });
  return { id, events: eventsOf(id).slice(1) };
}

describe('a video', () => {
  it.each([
    ['whose index is at its end', 'endMp4', { width: 160, height: 96, duration_seconds: 2 }, 'avc', 0],
    ['that is turned', 'rotatedMp4', { width: 96, height: 160, duration_seconds: 2 }, 'avc', 270],
    ['of QuickTime', 'clipMov', { width: 160, height: 96, duration_seconds: 2 }, 'avc', 0],
    [
      'that was streamed, without a duration',
      'streamWebm',
      { width: 160, height: 96, duration_seconds: 2 },
      'vp8',
      0,
    ],
  ] as const)('%s says what it is', async (_, name, facts, codec, rotation) => {
    const { events } = await processed(fileOf(name));
    expect(events).toMatchObject([
      { event_type: 'MediaProcessed', data: { thumbnail: false, why: 'video', ...facts } },
      { event_type: 'MediaDescribed', data: { video: { codec, rotation } } },
    ]);
    expect(sent, 'no decoder sees it').toEqual([]);
  });

  it('says when it was recorded: with the zone of its phone, else by the clock of the movie, else not at all', async () => {
    const whole = new Uint8Array(VIDEOS.datedMov);
    const at = (text: string) => new TextDecoder('latin1').decode(whole).indexOf(text);
    const withoutZone = whole.with(at('creationdate'), 0x58);
    const withoutClock = withoutZone.with(at('mvhd') + 8, 0);
    const taken = async (bytes: Uint8Array<ArrayBuffer>) => {
      const { events } = await processed(fileOf('datedMov', bytes.buffer));
      expect(events[1]?.event_type).toBe('MediaDescribed');
      return events[1]?.data;
    };
    expect(await taken(whole)).toMatchObject({ taken: { local: '2019-07-24T11:25:40', zone: '+03:00' } });
    expect(await taken(withoutZone)).toMatchObject({ taken: { local: '2019-07-24T08:25:57', zone: '+00:00' } });
    expect(await taken(withoutClock)).toMatchObject({ taken: null });
  });

  it('with a large body is read in parts, never as a whole', async () => {
    const [head, body] = [VIDEOS.endMp4.slice(0, 40), new Uint8Array(3_000_000)];
    // A box that is passed over: free space in front of everything but the brand.
    new DataView(body.buffer).setUint32(0, body.length);
    body.set(new TextEncoder().encode('free'), 4);
    const brand = new DataView(head).getUint32(0);
    const whole = [VIDEOS.rotatedMp4.slice(0, brand), body, VIDEOS.rotatedMp4.slice(brand)];
    const { events } = await processed(new File(whole, 'a.mp4', { type: 'video/mp4' }));
    expect(events[0]).toMatchObject({ event_type: 'MediaProcessed' });
  });

  it('of QuickTime without a brand says what it is', async () => {
    const brand = new DataView(VIDEOS.clipMov).getUint32(0);
    const { events } = await processed(fileOf('clipMov', VIDEOS.clipMov.slice(brand)));
    expect(events[0]?.data).toMatchObject({ width: 160, height: 96, duration_seconds: 2 });
  });

  it('that is cut off is kept, and says why it has no picture', async () => {
    const { id } = await processed(fileOf('endMp4', VIDEOS.endMp4.slice(0, -900)));
    expect(lastOf(id)?.data).toMatchObject({ thumbnail: false, why: 'video_unreadable' });
  });

  it('without a picture is none: the upload fails, and says what to do', async () => {
    const { id } = await processed(fileOf('soundMp4'));
    expect(lastOf(id)).toMatchObject({ event_type: 'MediaProcessingFailed', data: { code: 'not_a_video' } });
  });
});

describe('a container of pictures that no decoder knows is no video', () => {
  it.each(['mif3', 'msf1', 'jpeg', 'M4A '])('%s', async (brand) => {
    const bytes = new Uint8Array(VIDEOS.endMp4.slice(0));
    bytes.set(new TextEncoder().encode(brand), 8);
    expect((await upload(someone(), new File([bytes], 'a.mp4', { type: 'video/mp4' }))).status).toBe(415);
  });
});
