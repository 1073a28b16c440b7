import { describe, expect, it } from 'vitest';
import { renditionKey, thumbnailKey } from '#shared/mediahub/media/keys';
import { call, codeOf, env, filesOf, lastOf, remove, rpc, saga, someone, uploaded } from '../../test/env.ts';
import { VIDEOS } from '../../test/fixtures.ts';
import { answer, png, sent } from '../../test/thumbnailer.ts';
import { fakes } from '../../test/worker.ts';

const preview = (user: string, id: string, body: BodyInit = 'a picture') =>
  call(user, `/api/v1/media/${id}/preview`, { method: 'PUT', body });

async function video(user: string): Promise<string> {
  const id = await uploaded(user, new File([VIDEOS.endMp4], 'a.mp4', { type: 'video/mp4' }));
  await rpc().process(saga(user), { media_id: id });
  return id;
}

describe('a preview', () => {
  it('of a video becomes its picture, made anew by the decoder', async () => {
    const user = someone();
    const id = await video(user);
    expect((await preview(user, id)).status).toBe(200);
    expect(new TextDecoder().decode(sent[0])).toBe('a picture');
    expect(lastOf(id)).toMatchObject({
      event_type: 'MediaRendered',
      data: { made_of: 'browser', sides: [400], width: null, height: null },
    });
    expect(await filesOf(id)).toEqual(['original', 'thumbnail']);
  });

  it('never replaces a picture that is there', async () => {
    const user = someone();
    const id = await uploaded(user, png());
    await rpc().process(saga(user), { media_id: id });
    const before = (await env.FILES.head(thumbnailKey(id)))?.etag;
    const events = fakes.store.log.length;
    expect((await preview(user, id)).status).toBe(200);
    expect([(await env.FILES.head(thumbnailKey(id)))?.etag, fakes.store.log.length]).toEqual([before, events]);
  });

  it('that the bucket has lost is drawn again, and says nothing new', async () => {
    const user = someone();
    const id = await video(user);
    await preview(user, id);
    await env.FILES.delete(thumbnailKey(id));
    const events = fakes.store.log.length;
    expect((await preview(user, id)).status).toBe(200);
    expect(await filesOf(id)).toEqual(['original', 'thumbnail']);
    expect(fakes.store.log.length).toBe(events);
  });

  it('that is no picture is refused', async () => {
    const user = someone();
    const id = await video(user);
    fakes.thumbnailer = () => answer('decode_failed');
    expect(await codeOf(await preview(user, id))).toBe('422 decode_failed');
    expect(await filesOf(id)).toEqual(['original']);
  });

  it('is taken from its owner alone, once the upload is processed, and only when it is small', async () => {
    const user = someone();
    const id = await uploaded(user, new File([VIDEOS.endMp4], 'a.mp4', { type: 'video/mp4' }));
    expect(await codeOf(await preview(user, id))).toBe('409 media_not_in_this_state');
    await rpc().process(saga(user), { media_id: id });
    expect(await codeOf(await preview(someone(), id))).toBe('404 media_not_found');
    expect(await codeOf(await preview(user, id, new Uint8Array(5 * 1024 * 1024 + 1)))).toBe('413 file_too_large');
    expect(await codeOf(await preview(user, id, ''))).toBe('422 file_empty');
  });

  it('that comes when its media has been deleted leaves nothing', async () => {
    const user = someone();
    const id = await video(user);
    fakes.beforeAppend = async ({ events }) => {
      if (events[0]?.event_type !== 'MediaRendered') return;
      fakes.beforeAppend = () => Promise.resolve();
      await remove(user, id);
    };
    expect(await codeOf(await preview(user, id))).toBe('404 media_not_found');
    expect(await env.FILES.head(renditionKey(id, 400))).toBeNull();
  });
});
