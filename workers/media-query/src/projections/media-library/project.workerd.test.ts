import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkpointOf } from '#shared/engine/projection/deliver';
import { fcParameters } from '#shared/engine/testing/property';
import { env, get, list, listed, problem, someone } from '../../../test/env.ts';
import { albumOf, catchUp, consumer, deliver, happened, log, mediaOf } from '../../../test/log.ts';

const rows = async () => ({
  media: (await env.DB.prepare('SELECT * FROM media ORDER BY id').all()).results,
  albums: (await env.DB.prepare('SELECT * FROM media_albums ORDER BY media_id, album_id').all()).results,
  searchable: (await env.DB.prepare('SELECT rowid, bigrams FROM media_search ORDER BY rowid').all()).results,
  checkpoint: await checkpointOf(env.DB, 'media'),
});

const emptied = () =>
  env.DB.batch(
    [
      ...['media', 'media_albums', 'media_search'].map((table) => `DELETE FROM ${table}`),
      'UPDATE checkpoint SET position = 0',
    ].map((s) => env.DB.prepare(s)),
  );

describe('the library', () => {
  it('shows an upload at once, and then what became of it', async () => {
    const user = someone();
    const media = mediaOf(user, { filename: '写真.jpg', size: 123 });
    await catchUp();
    const view = async () => (await get(user, `/${media.id}`)).json();
    const base = {
      id: media.id,
      user_id: user,
      filename: '写真.jpg',
      content_type: 'image/jpeg',
      size: 123,
      sha256: 'a'.repeat(64),
      content_url: `/api/v1/media/${media.id}/content`,
      duration_seconds: null,
      preview_url: null,
      thumbhash: null,
      made_of: null,
      taken_at: null,
      camera: null,
      exposure: null,
      located: false,
      video_codec: null,
      reason: null,
      reason_code: null,
      albums: [],
    };
    const at = () => log.at(-1)?.created_at;
    const uploaded_at = at();
    expect(await view()).toEqual({
      ...base, status: 'uploaded', thumbnail_url: null, width: null, height: null, uploaded_at, updated_at: uploaded_at,
    }); // prettier-ignore

    media.processed();
    const processed_at = at();
    const album = albumOf(user);
    album.added(media.id);
    await catchUp();
    expect(await view()).toEqual({
      ...base, status: 'processed', thumbnail_url: `/api/v1/media/${media.id}/thumbnail?v=${processed_at}`, width: 4, height: 3,
      uploaded_at, updated_at: processed_at, albums: [album.id],
    }); // prettier-ignore
    expect((await list(user)).media).toEqual([await view()]);
  });

  it('is one generation in every question, while a rebuild fills another', async () => {
    const user = someone();
    const media = mediaOf(user, { filename: 'holiday.jpg' });
    media.processed();
    const album = albumOf(user);
    album.added(media.id);
    await catchUp();
    const shown = async () => [
      await list(user),
      await list(user, `?album_id=${album.id}`),
      await (await get(user, `/${media.id}`)).json(),
      await (await get(user, '/search?q=holiday')).json(),
    ];
    const before = await shown();
    const { generation } = await consumer().rebuild('begin');
    if (generation === null) throw new Error('nothing was begun');
    await consumer().rebuild('fill', generation, { from: 0, to: log.length, events: log });
    expect(await shown(), 'both generations hold the same').toEqual(before);
    for (const sql of [
      'UPDATE media SET width = 7, position = position + 1000 WHERE generation = ?1 AND id = ?2',
      "UPDATE media_albums SET album_id = 'album-other' WHERE generation = ?1 AND media_id = ?2",
    ])
      await env.DB.prepare(sql).bind(generation, media.id).run();
    expect(await shown(), 'the other generation is not shown yet').toEqual(before);
    await consumer().rebuild('abandon');
    while (await consumer().rebuild('sweep'));
    expect(await shown()).toEqual(before);
  });

  it('says in words why there is no thumbnail, and why an upload was undone', async () => {
    const user = someone();
    const [video, broken] = [mediaOf(user, { content_type: 'video/mp4' }), mediaOf(user)];
    video.processedWithout('video');
    broken.failed();
    await catchUp();
    expect(await (await get(user, `/${video.id}`)).json()).toMatchObject({
      status: 'processed', thumbnail_url: null, reason_code: 'video', reason: 'A video has a picture when the browser that uploads it makes one.',
    }); // prettier-ignore
    expect(await (await get(user, `/${broken.id}`)).json()).toMatchObject({
      status: 'failed', reason_code: 'decode_failed', reason: 'It is broken.',
    }); // prettier-ignore
    broken.compensated();
    await catchUp();
    expect(await (await get(user, `/${broken.id}`)).json()).toMatchObject({
      status: 'compensated', reason_code: 'decode_failed', reason: 'process: it is broken', thumbnail_url: null, content_url: null,
    }); // prettier-ignore
  });

  it('forgets a deleted media, also when its last events come after it', async () => {
    const user = someone();
    const [gone, stays] = [mediaOf(user), mediaOf(user)];
    const album = albumOf(user);
    album.added(gone.id);
    gone.deleted();
    gone.purged();
    album.added(gone.id); // ordered after the deletion: the album takes it out again
    album.removed(gone.id);
    await catchUp();
    expect(await listed(user)).toEqual([stays.id]);
    expect(await problem(get(user, `/${gone.id}`))).toBe('404 media_not_found');
    expect((await rows()).albums.filter((row) => row.media_id === gone.id)).toEqual([]);
  });

  it('follows renames, removals from albums, and albums that are deleted', async () => {
    const user = someone();
    const media = mediaOf(user);
    const [a, b] = [albumOf(user), albumOf(user)];
    a.added(media.id);
    b.added(media.id);
    media.renamed('b.jpg');
    await catchUp();
    expect(await (await get(user, `/${media.id}`)).json()).toMatchObject({
      filename: 'b.jpg',
      albums: [a.id, b.id],
    });
    a.removed(media.id);
    b.deleted();
    await catchUp();
    expect(await (await get(user, `/${media.id}`)).json()).toMatchObject({ albums: [] });
  });
});

describe('a delivery', () => {
  it('that comes twice changes nothing and answers the checkpoint', async () => {
    await catchUp();
    const from = log.length;
    const media = mediaOf(someone());
    media.processed();
    const delivery = { from, to: log.length, events: log.slice(from) };
    expect(await deliver(delivery)).toMatchObject({ checkpoint: log.length });
    const once = await rows();
    expect(await deliver(delivery)).toMatchObject({ checkpoint: log.length, skipped: [] });
    expect(await rows()).toEqual(once);
  });

  it('that does not begin at the checkpoint is answered with the checkpoint, and changes nothing', async () => {
    await catchUp();
    const before = await rows();
    const [early, late] = [log.length - 1, log.length + 5];
    mediaOf(someone());
    expect(await deliver({ from: early, to: log.length, events: log.slice(early) })).toMatchObject({
      checkpoint: before.checkpoint,
      skipped: [],
    });
    expect(await deliver({ from: late, to: late + 1, events: log.slice(-1) })).toMatchObject({
      checkpoint: before.checkpoint,
      skipped: [],
    });
    expect(await rows()).toEqual(before);
    await catchUp();
  });

  it('with one event that fails leaves rows and checkpoint as they were, and throws', async () => {
    await catchUp();
    const before = await rows();
    const from = log.length;
    const user = someone();
    const [good, twice] = [mediaOf(user), mediaOf(user)];
    const uploadedTwice = log.at(-1);
    if (!uploadedTwice) throw new Error('no event');
    const events = [...log.slice(from), { ...uploadedTwice, position: log.length + 1 }];
    await expect(deliver({ from, to: log.length + 1, events })).rejects.toThrow('UNIQUE');
    expect(await rows()).toEqual(before);
    expect(await listed(user)).toEqual([]);

    await catchUp();
    expect(await listed(user)).toEqual([twice.id, good.id]);
  });

  it('of events that mean nothing to the library moves the checkpoint all the same', async () => {
    await catchUp();
    happened('user-1', 'user-1', { event_type: 'UserRegistered', data: { provider: 'dev' } });
    await catchUp();
    expect(await checkpointOf(env.DB, 'media')).toBe(log.length);
  });
});

describe('the same log', () => {
  it('gives the same rows however it is cut into deliveries, and however often they are repeated', async () => {
    await catchUp();
    const whole = await rows();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ size: fc.integer({ min: 1, max: 7 }), times: fc.integer({ min: 1, max: 3 }) }), {
          minLength: 1,
        }),
        async (cuts) => {
          await emptied();
          for (let from = 0, n = 0; from < log.length; n++) {
            const { size, times } = cuts[n % cuts.length] ?? { size: 1, times: 1 };
            const to = Math.min(from + size, log.length);
            for (let i = 0; i < times; i++) await deliver({ from, to, events: log.slice(from, to) });
            from = to;
          }
          expect(await rows()).toEqual(whole);
        },
      ),
      fcParameters(10),
    );
  });
});
