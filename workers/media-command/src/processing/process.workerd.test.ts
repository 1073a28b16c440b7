import { describe, expect, it } from 'vitest';
import { locationKey, originalKey, thumbnailKey } from '#shared/mediahub/media/keys';
import { env, eventsOf, filesOf, lastOf, rpc, saga, someone, typesOf, uploaded } from '../../test/env.ts';
import { MP4 } from '../../test/images.ts';
import { answer, decodes, png, problem, REPORT, sent, THUMBNAIL } from '../../test/thumbnailer.ts';
import { BEGINNING_BYTES, THUMBNAIL_REFUSALS, TOTAL_BYTES } from '#shared/mediahub/ports/thumbnailer';
import { fakes } from '../../test/worker.ts';

describe('process', () => {
  it('streams the original to the thumbnailer, stores what comes back, and says so to its saga', async () => {
    const user = someone();
    const file = png();
    const media_id = await uploaded(user, file);
    const context = saga(user);
    const { saga: name, ...stamp } = context;
    expect(await rpc().process(context, { media_id })).toEqual({ status: 'accepted' });
    expect(sent).toEqual([new Uint8Array(await file.arrayBuffer())]);
    const thumbnail = await env.FILES.get(thumbnailKey(media_id));
    expect(new Uint8Array((await thumbnail?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(THUMBNAIL);
    expect(eventsOf(media_id).slice(1)).toMatchObject([
      {
        event_type: 'MediaProcessed',
        data: { thumbnail: true, width: 1, height: 2 },
        metadata: { ...stamp, actor: `saga:${name}` },
      },
      { event_type: 'MediaRendered', data: { sides: [400], thumbhash: 'aGFzaA==', made_of: 'original' } },
    ]);
  });

  it('again with the same command does the work once', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    const context = saga(user);
    await rpc().process(context, { media_id });
    expect(await rpc().process(context, { media_id })).toEqual({
      status: 'already',
      position: lastOf(media_id)?.position,
    });
    expect(sent).toHaveLength(1);
    expect(typesOf(media_id)).toEqual(['MediaUploaded', 'MediaProcessed', 'MediaRendered']);
  });

  it('several times at once ends in one event', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    const context = saga(user);
    await Promise.all([1, 2, 3, 4].map(() => rpc().process(context, { media_id })));
    expect(typesOf(media_id)).toEqual(['MediaUploaded', 'MediaProcessed', 'MediaRendered']);
    expect(await filesOf(media_id)).toEqual(['original', 'thumbnail']);
  });

  it('is busy when the decoder is, and nothing has happened', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    fakes.thumbnailer = async (request) => (
      await request.body?.cancel(),
      problem(429, 'busy', { 'retry-after-ms': '321' })
    );
    expect(await rpc().process(saga(user), { media_id })).toEqual({ status: 'busy', retry_after_ms: 321 });
    expect(typesOf(media_id)).toEqual(['MediaUploaded']);
  });

  it.each(THUMBNAIL_REFUSALS)(
    'keeps an image that is refused with %s: only its thumbnail is missing',
    async (code) => {
      const user = someone();
      const media_id = await uploaded(user, png());
      const context = saga(user);
      fakes.thumbnailer = () => answer(code, { ...REPORT, width: 3, height: 4 });
      expect(await rpc().process(context, { media_id })).toEqual({ status: 'accepted' });
      expect(lastOf(media_id)).toMatchObject({
        event_type: 'MediaProcessed',
        data: { thumbnail: false, why: code, width: 3, height: 4 },
        metadata: { saga_id: context.saga_id, step: 'process' },
      });
      expect(await filesOf(media_id)).toEqual(['original']);
    },
  );

  it('does not know the outcome when the thumbnailer breaks: it throws, and may be asked again', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    const context = saga(user);
    fakes.thumbnailer = () => new Response(null, { status: 500 });
    await expect(rpc().process(context, { media_id })).rejects.toThrow('500');
    fakes.thumbnailer = decodes;
    expect(await rpc().process(context, { media_id })).toEqual({ status: 'accepted' });
  });

  it('of a video whose index is missing is done without a thumbnail, and without asking for one', async () => {
    const user = someone();
    const media_id = await uploaded(user, new File([MP4], 'a.mp4', { type: 'video/mp4' }));
    expect(await rpc().process(saga(user), { media_id })).toEqual({ status: 'accepted' });
    expect(lastOf(media_id)).toMatchObject({
      event_type: 'MediaProcessed',
      data: { thumbnail: false, why: 'video_unreadable', width: null, height: null },
    });
    expect(sent).toEqual([]);
    expect(await filesOf(media_id)).toEqual(['original']);
  });

  it('keeps what the camera wrote, and where it was taken apart from it', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    const taken = { local: '2024-05-06T07:08:09', zone: '+09:00' };
    const location = { latitude: 35.01, longitude: 135.76, altitude_m: null };
    fakes.thumbnailer = () => answer(null, { ...REPORT, taken, location });
    await rpc().process(saga(user), { media_id });
    expect(lastOf(media_id)).toMatchObject({ event_type: 'MediaDescribed', data: { taken, located: true } });
    expect(JSON.stringify(eventsOf(media_id))).not.toContain('135.76');
    expect(await (await env.FILES.get(locationKey(media_id)))?.json()).toEqual(location);
  });

  it('sends no more than the beginning of a file that is too large to be loaded', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    await env.FILES.put(originalKey(media_id), new Uint8Array(61_000_000));
    let total: string | null = null;
    fakes.thumbnailer = async (request) => ((total = request.headers.get(TOTAL_BYTES)), decodes(request));
    await rpc().process(saga(user), { media_id });
    expect([total, sent[0]?.length]).toEqual(['61000000', BEGINNING_BYTES]);
  });

  it('fails when the original is not there', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    await env.FILES.delete(originalKey(media_id));
    expect(await rpc().process(saga(user), { media_id })).toEqual({ status: 'accepted' });
    expect(lastOf(media_id)?.data).toMatchObject({ code: 'original_missing' });
  });

  it('is refused for a media that is another user’s or never was', async () => {
    const media_id = await uploaded(someone(), png());
    expect(await rpc().process(saga(someone()), { media_id })).toMatchObject({
      status: 'rejected',
      code: 'media_not_found',
    });
    expect(sent).toEqual([]);
  });
});
