import { beforeEach, describe, expect, it } from 'vitest';
import { sagaId } from '#shared/kernel/ids';
import { originalKey, thumbnailKey } from '#shared/media/keys';
import { ORIGINAL_HEIGHT, ORIGINAL_WIDTH } from '#shared/ports/thumbnailer';
import { call, codeOf, env, eventsOf, filesOf, lastOf, rpc, saga, someone, typesOf, uploaded } from '../../test/env.ts';
import { jpegHeaderOf, MP4, PNG } from '../../test/images.ts';
import { world } from '../../test/worker.ts';

const THUMBNAIL = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);
const png = () => new File([PNG], 'a.png', { type: 'image/png' });

/** The thumbnailer that works, and what it was sent. */
const sent: Uint8Array[] = [];
const decodes = async (request: Request): Promise<Response> => {
  sent.push(new Uint8Array(await request.arrayBuffer()));
  return new Response(THUMBNAIL, { headers: { [ORIGINAL_WIDTH]: '1', [ORIGINAL_HEIGHT]: '2' } });
};
const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  Response.json({ code, detail: `because of ${code}` }, { status, headers });

beforeEach(() => {
  sent.length = 0;
  world.thumbnailer = decodes;
  world.beforeAppend = () => Promise.resolve();
});

const remove = (user: string, id: string, headers = {}) => call(user, `/api/v1/media/${id}`, { method: 'DELETE', headers });

describe('process', () => {
  it('streams the original to the thumbnailer, stores what comes back, and says so to its saga', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    const context = saga(user);
    expect(await rpc().process(context, { media_id })).toEqual({ status: 'accepted' });
    expect(sent).toEqual([PNG]);
    const thumbnail = await env.FILES.get(thumbnailKey(media_id));
    expect(new Uint8Array((await thumbnail?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(THUMBNAIL);
    expect(lastOf(media_id)).toMatchObject({
      event_type: 'MediaProcessed',
      data: { thumbnail: true, width: 1, height: 2 },
      metadata: { ...context, actor: 'saga:media_upload' },
    });
  });

  it('again with the same command does the work once', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    const context = saga(user);
    await rpc().process(context, { media_id });
    expect(await rpc().process(context, { media_id })).toEqual({ status: 'already', position: lastOf(media_id)?.position });
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
    world.thumbnailer = async (request) => (await request.body?.cancel(), problem(429, 'busy', { 'retry-after-ms': '321' }));
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
    expect(await rpc().process(context, { media_id })).toMatchObject({ status: 'rejected', code: 'decode_failed' });
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
    ['8 MP and more, with its size as people see it', new File([jpegHeaderOf(4000, 2001, 6, 300_000)], 'a.jpg'), { why: 'too_many_pixels', width: 2001, height: 4000 }],
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
    expect(await rpc().process(saga(someone()), { media_id })).toMatchObject({ status: 'rejected', code: 'media_not_found' });
    expect(sent).toEqual([]);
  });
});

describe('compensate', () => {
  it('takes the files away and leaves a tombstone; again it has nothing to do', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    await rpc().process(saga(user), { media_id });
    const undo = { ...saga(user, 'upload') };
    expect(await rpc().compensate(undo, { media_id, reason: 'album is down' })).toEqual({ status: 'accepted' });
    expect(await filesOf(media_id)).toEqual([]);
    expect(lastOf(media_id)).toMatchObject({
      event_type: 'MediaUploadCompensated',
      data: { reason: 'album is down', saga_id: undo.saga_id },
      metadata: { saga_id: undo.saga_id, step: 'upload' },
    });
    expect(await rpc().compensate(undo, { media_id, reason: 'album is down' })).toEqual({
      status: 'already',
      position: lastOf(media_id)?.position,
    });
  });

  it('asked again after a crash behind the tombstone deletes what was left', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    const undo = saga(user, 'upload');
    await rpc().compensate(undo, { media_id, reason: 'r' });
    await env.FILES.put(thumbnailKey(media_id), THUMBNAIL);
    expect(await rpc().compensate(undo, { media_id, reason: 'r' })).toMatchObject({ status: 'already' });
    expect(await filesOf(media_id)).toEqual([]);
  });

  it('while the decoder works: the late process is refused and takes its own thumbnail away', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    const context = saga(user);
    world.thumbnailer = async (request) => {
      await rpc().compensate({ ...context, step: 'upload', command_id: 'undo' + media_id }, { media_id, reason: 'timed out' });
      return decodes(request);
    };
    expect(await rpc().process(context, { media_id })).toMatchObject({ status: 'rejected', code: 'media_compensated' });
    expect(typesOf(media_id)).toEqual(['MediaUploaded', 'MediaUploadCompensated']);
    expect(await filesOf(media_id)).toEqual([]);
  });

  it('that overtakes a process between its thumbnail and its event leaves no file either', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    world.beforeAppend = async ({ events }) => {
      if (events[0]?.event_type !== 'MediaProcessed') return;
      world.beforeAppend = () => Promise.resolve();
      await rpc().compensate(saga(user, 'upload'), { media_id, reason: 'timed out' });
    };
    expect(await rpc().process(saga(user), { media_id })).toMatchObject({ status: 'rejected', code: 'media_compensated' });
    expect(await filesOf(media_id)).toEqual([]);
  });

  it('that a process overtakes takes the thumbnail too', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    world.beforeAppend = async ({ events }) => {
      if (events[0]?.event_type !== 'MediaUploadCompensated') return;
      world.beforeAppend = () => Promise.resolve();
      await env.FILES.put(originalKey(media_id), PNG); // as if it had been read before the first deletion
      await rpc().process(saga(user), { media_id });
    };
    expect(await rpc().compensate(saga(user, 'upload'), { media_id, reason: 'r' })).toEqual({ status: 'accepted' });
    expect(typesOf(media_id)).toEqual(['MediaUploaded', 'MediaProcessed', 'MediaUploadCompensated']);
    expect(await filesOf(media_id)).toEqual([]);
  });

  it('of a deleted media has nothing to do', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    await remove(user, media_id);
    expect(await rpc().compensate(saga(user, 'upload'), { media_id, reason: 'r' })).toEqual({ status: 'already', position: null });
    expect(typesOf(media_id)).toEqual(['MediaUploaded', 'MediaDeleted']);
  });

  it('touches nothing of another user', async () => {
    const media_id = await uploaded(someone(), png());
    expect(await rpc().compensate(saga(someone(), 'upload'), { media_id, reason: 'r' })).toMatchObject({ code: 'media_not_found' });
    expect(await filesOf(media_id)).toEqual(['original']);
  });
});

describe('purge', () => {
  it('takes the files of a deleted media away, then says so, once', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    await remove(user, media_id);
    const context = saga(user, 'purge_files');
    expect(await rpc().purge(context, { media_id })).toEqual({ status: 'accepted' });
    expect(await filesOf(media_id)).toEqual([]);
    expect(lastOf(media_id)).toMatchObject({ event_type: 'MediaPurged', metadata: { actor: 'saga:media_deletion', step: 'purge_files' } });
    expect(await rpc().purge(context, { media_id })).toMatchObject({ status: 'already' });
  });

  it('leaves a media alone that lives', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    expect(await rpc().purge(saga(user, 'purge_files'), { media_id })).toMatchObject({ status: 'rejected', code: 'media_not_deleted' });
    expect(await filesOf(media_id)).toEqual(['original']);
  });
});

describe('DELETE', () => {
  it('appends MediaDeleted with the id of the saga that the upload started, so that it hears of it', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    const response = await remove(user, media_id);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ media_id });
    const [first, last] = eventsOf(media_id);
    expect(last).toMatchObject({ event_type: 'MediaDeleted', data: { user_id: user } });
    expect(last?.metadata.saga_id).toBe(sagaId('media_upload', first?.id ?? ''));
    expect(last?.metadata.step).toBeUndefined();
    expect(response.headers.get('x-event-position')).toBe(String(last?.position));
  });

  it('answers the same when its key comes again, and 404 to a new one', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    const key = { 'idempotency-key': 'key-1' };
    const first = await remove(user, media_id, key);
    const again = await remove(user, media_id, key);
    expect([again.status, again.headers.get('x-event-position')]).toEqual([200, first.headers.get('x-event-position')]);
    expect(await codeOf(await remove(user, media_id))).toBe('404 media_not_found');
  });

  it('finds nothing of another user, and nothing that is no media', async () => {
    const media_id = await uploaded(someone(), png());
    expect(await codeOf(await remove(someone(), media_id))).toBe('404 media_not_found');
    expect(await codeOf(await remove(someone(), 'media-1'))).toBe('404 media_not_found');
    expect(await codeOf(await remove(someone(), 'album-00000000-0000-0000-0000-000000000000'))).toBe('404 media_not_found');
    expect(typesOf(media_id)).toEqual(['MediaUploaded']);
  });

  it('while the decoder works: no event and no thumbnail follow', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    world.thumbnailer = async (request) => {
      await remove(user, media_id);
      return decodes(request);
    };
    expect(await rpc().process(saga(user), { media_id })).toMatchObject({ status: 'rejected', code: 'media_deleted' });
    expect(typesOf(media_id)).toEqual(['MediaUploaded', 'MediaDeleted']);
    expect(await filesOf(media_id)).toEqual(['original']);
  });
});
