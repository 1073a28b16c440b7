import { beforeEach, describe, expect, it } from 'vitest';
import { originalKey, thumbnailKey } from '#shared/media/keys';
import { env, filesOf, lastOf, rpc, saga, someone, typesOf, uploaded } from '../../test/env.ts';
import { jpegHeaderOf, MP4, PNG } from '../../test/images.ts';
import { allIsWell, decodes, png, problem, sent, THUMBNAIL } from '../../test/thumbnailer.ts';
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

  it('of an image that cannot be decoded is accepted: the failure is an event, and stays one', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    const context = saga(user);
    world.thumbnailer = () => problem(422, 'decode_failed');
    expect(await rpc().process(context, { media_id })).toEqual({ status: 'accepted' });
    expect(lastOf(media_id)).toMatchObject({
      event_type: 'MediaProcessingFailed',
      data: { code: 'decode_failed', reason: 'because of decode_failed' },
      metadata: { saga_id: context.saga_id, step: 'process' },
    });
    world.thumbnailer = decodes;
    expect(await rpc().process(context, { media_id })).toMatchObject({
      status: 'rejected',
      code: 'decode_failed',
    });
    expect(await filesOf(media_id)).toEqual(['original']);
  });

  it('does not know the outcome when the thumbnailer breaks: it throws, and may be asked again', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    const context = saga(user);
    world.thumbnailer = () => new Response(null, { status: 500 });
    await expect(rpc().process(context, { media_id })).rejects.toThrow('500');
    world.thumbnailer = decodes;
    expect(await rpc().process(context, { media_id })).toEqual({ status: 'accepted' });
  });

  it.each([
    ['a video', new File([MP4], 'a.mp4', { type: 'video/mp4' }), { why: 'video', width: null, height: null }],
    [
      '8 MP and more, with its size as people see it',
      new File([jpegHeaderOf(4000, 2001, 6, 300_000)], 'a.jpg'),
      { why: 'too_many_pixels', width: 2001, height: 4000 },
    ],
  ])('of %s is done without a thumbnail', async (_, file, data) => {
    const user = someone();
    const media_id = await uploaded(user, file);
    expect(await rpc().process(saga(user), { media_id })).toEqual({ status: 'accepted' });
    expect(lastOf(media_id)).toMatchObject({ event_type: 'MediaProcessed', data: { thumbnail: false, ...data } });
    expect(sent).toEqual([]);
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
