import { describe, expect, it } from 'vitest';
import { originalKey, thumbnailKey } from '#shared/mediahub/media/keys';
import { env, filesOf, lastOf, remove, rpc, saga, someone, typesOf, uploaded } from '../../test/env.ts';
import { PNG } from '../../test/images.ts';
import { decodes, png, THUMBNAIL } from '../../test/thumbnailer.ts';
import { fakes } from '../../test/worker.ts';

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
    fakes.thumbnailer = async (request) => {
      await rpc().compensate(
        { ...context, step: 'upload', command_id: 'undo' + media_id },
        { media_id, reason: 'timed out' },
      );
      return decodes(request);
    };
    expect(await rpc().process(context, { media_id })).toMatchObject({
      status: 'rejected',
      code: 'media_compensated',
    });
    expect(typesOf(media_id)).toEqual(['MediaUploaded', 'MediaUploadCompensated']);
    expect(await filesOf(media_id)).toEqual([]);
  });

  it('that overtakes a process between its thumbnail and its event leaves no file either', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    fakes.beforeAppend = async ({ events }) => {
      if (events[0]?.event_type !== 'MediaProcessed') return;
      fakes.beforeAppend = () => Promise.resolve();
      await rpc().compensate(saga(user, 'upload'), { media_id, reason: 'timed out' });
    };
    expect(await rpc().process(saga(user), { media_id })).toMatchObject({
      status: 'rejected',
      code: 'media_compensated',
    });
    expect(await filesOf(media_id)).toEqual([]);
  });

  it('that a process overtakes takes the thumbnail too', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    fakes.beforeAppend = async ({ events }) => {
      if (events[0]?.event_type !== 'MediaUploadCompensated') return;
      fakes.beforeAppend = () => Promise.resolve();
      await env.FILES.put(originalKey(media_id), PNG); // as if it had been read before the first deletion
      await rpc().process(saga(user), { media_id });
    };
    expect(await rpc().compensate(saga(user, 'upload'), { media_id, reason: 'r' })).toEqual({
      status: 'accepted',
    });
    expect(typesOf(media_id)).toEqual([
      'MediaUploaded',
      'MediaProcessed',
      'MediaRendered',
      'MediaUploadCompensated',
    ]);
    expect(await filesOf(media_id)).toEqual([]);
  });

  it('of a deleted media has nothing to do', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    await remove(user, media_id);
    expect(await rpc().compensate(saga(user, 'upload'), { media_id, reason: 'r' })).toEqual({
      status: 'already',
      position: null,
    });
    expect(typesOf(media_id)).toEqual(['MediaUploaded', 'MediaDeleted']);
  });

  it('touches nothing of another user', async () => {
    const media_id = await uploaded(someone(), png());
    expect(await rpc().compensate(saga(someone(), 'upload'), { media_id, reason: 'r' })).toMatchObject({
      code: 'media_not_found',
    });
    expect(await filesOf(media_id)).toEqual(['original']);
  });
});

describe('purge', () => {
  it('takes the files of a deleted media away, then says so, once', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    await remove(user, media_id);
    const context = saga(user, 'purge_files', 'media_deletion');
    expect(await rpc().purge(context, { media_id })).toEqual({ status: 'accepted' });
    expect(await filesOf(media_id)).toEqual([]);
    expect(lastOf(media_id)).toMatchObject({
      event_type: 'MediaPurged',
      metadata: { actor: 'saga:media_deletion', step: 'purge_files' },
    });
    expect(await rpc().purge(context, { media_id })).toMatchObject({ status: 'already' });
  });

  it('leaves a media alone that lives', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    expect(await rpc().purge(saga(user, 'purge_files', 'media_deletion'), { media_id })).toMatchObject({
      status: 'rejected',
      code: 'media_not_deleted',
    });
    expect(await filesOf(media_id)).toEqual(['original']);
  });
});
