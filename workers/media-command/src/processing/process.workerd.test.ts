import { beforeEach, describe, expect, it } from 'vitest';
import { originalKey, thumbnailKey } from '#shared/mediahub/media/keys';
import { env, filesOf, lastOf, rpc, saga, someone, typesOf, uploaded } from '../../test/env.ts';
import { MP4, PNG } from '../../test/images.ts';
import { allIsWell, decodes, png, problem, sent, THUMBNAIL } from '../../test/thumbnailer.ts';
import { ORIGINAL_HEIGHT, ORIGINAL_WIDTH, THUMBNAIL_REFUSALS } from '#shared/mediahub/ports/thumbnailer';
import { world } from '../../test/worker.ts';

beforeEach(allIsWell);

describe('process', () => {
  it('streams the original to the thumbnailer, stores what comes back, and says so to its saga', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    const context = saga(user);
    const { saga: name, ...stamp } = context;
    expect(await rpc().process(context, { media_id })).toEqual({ status: 'accepted' });
    expect(sent).toEqual([PNG]);
    const thumbnail = await env.FILES.get(thumbnailKey(media_id));
    expect(new Uint8Array((await thumbnail?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(THUMBNAIL);
    expect(lastOf(media_id)).toMatchObject({
      event_type: 'MediaProcessed',
      data: { thumbnail: true, width: 1, height: 2 },
      metadata: { ...stamp, actor: `saga:${name}` },
    });
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
    expect(typesOf(media_id)).toEqual(['MediaUploaded', 'MediaProcessed']);
  });

  it('several times at once ends in one event', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    const context = saga(user);
    await Promise.all([1, 2, 3, 4].map(() => rpc().process(context, { media_id })));
    expect(typesOf(media_id)).toEqual(['MediaUploaded', 'MediaProcessed']);
    expect(await filesOf(media_id)).toEqual(['original', 'thumbnail']);
  });

  it('is busy when the decoder is, and nothing has happened', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    world.thumbnailer = async (request) => (
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
      world.thumbnailer = () => problem(422, code, { [ORIGINAL_WIDTH]: '3', [ORIGINAL_HEIGHT]: '4' });
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
    world.thumbnailer = () => new Response(null, { status: 500 });
    await expect(rpc().process(context, { media_id })).rejects.toThrow('500');
    world.thumbnailer = decodes;
    expect(await rpc().process(context, { media_id })).toEqual({ status: 'accepted' });
  });

  it('of a video is done without a thumbnail, and without asking for one', async () => {
    const user = someone();
    const media_id = await uploaded(user, new File([MP4], 'a.mp4', { type: 'video/mp4' }));
    expect(await rpc().process(saga(user), { media_id })).toEqual({ status: 'accepted' });
    expect(lastOf(media_id)).toMatchObject({
      event_type: 'MediaProcessed',
      data: { thumbnail: false, why: 'video', width: null, height: null },
    });
    expect(sent).toEqual([]);
    expect(await filesOf(media_id)).toEqual(['original']);
  });

  it.each([
    ['with its size', { [ORIGINAL_WIDTH]: '2001', [ORIGINAL_HEIGHT]: '4000' }, { width: 2001, height: 4000 }],
    ['whose size only a decoder knows', {}, { width: null, height: null }],
  ])('of an image that no decoder may take is done without a thumbnail, %s', async (_, headers, size) => {
    const user = someone();
    const media_id = await uploaded(user, png());
    world.thumbnailer = () => problem(422, 'too_many_pixels', headers);
    expect(await rpc().process(saga(user), { media_id })).toEqual({ status: 'accepted' });
    expect(lastOf(media_id)).toMatchObject({
      event_type: 'MediaProcessed',
      data: { thumbnail: false, why: 'too_many_pixels', ...size },
    });
    expect(await filesOf(media_id)).toEqual(['original']);
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
