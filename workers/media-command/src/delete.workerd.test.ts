import { describe, expect, it } from 'vitest';
import { sagaId } from '#shared/engine/event/ids';
import { codeOf, eventsOf, filesOf, remove, rpc, saga, someone, typesOf, uploaded } from '../test/env.ts';
import { decodes, png } from '../test/thumbnailer.ts';
import { fakes } from '../test/worker.ts';

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
    expect([again.status, again.headers.get('x-event-position')]).toEqual([
      200,
      first.headers.get('x-event-position'),
    ]);
    expect(await codeOf(await remove(user, media_id))).toBe('404 media_not_found');
  });

  it('finds nothing of another user, and nothing that is no media', async () => {
    const media_id = await uploaded(someone(), png());
    expect(await codeOf(await remove(someone(), media_id))).toBe('404 media_not_found');
    expect(await codeOf(await remove(someone(), 'media-1'))).toBe('404 media_not_found');
    expect(await codeOf(await remove(someone(), 'album-00000000-0000-0000-0000-000000000000'))).toBe(
      '404 media_not_found',
    );
    expect(typesOf(media_id)).toEqual(['MediaUploaded']);
  });

  it('while the decoder works: no event and no thumbnail follow', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    fakes.thumbnailer = async (request) => {
      await remove(user, media_id);
      return decodes(request);
    };
    expect(await rpc().process(saga(user), { media_id })).toMatchObject({
      status: 'rejected',
      code: 'media_deleted',
    });
    expect(typesOf(media_id)).toEqual(['MediaUploaded', 'MediaDeleted']);
    expect(await filesOf(media_id)).toEqual(['original']);
  });
});
