import { describe, expect, it } from 'vitest';
import { createExecutionContext } from 'cloudflare:test';
import { app } from './routes.ts';
import { env, get, list, listed, problem, someone } from '../test/env.ts';
import { albumOf, catchUp, log, mediaOf } from '../test/log.ts';

describe('GET /api/v1/media', () => {
  it('lists the newest upload first, page by page, and misses nothing that stays', async () => {
    const user = someone();
    const ids = Array.from({ length: 5 }, () => mediaOf(user).id).reverse();
    await catchUp();
    const first = await list(user, '?limit=2');
    expect([first.media.map((m) => m.id), first.count]).toEqual([ids.slice(0, 2), 2]);
    mediaOf(user);
    await catchUp();
    const second = await list(user, `?limit=2&cursor=${first.next_cursor}`);
    expect(second.media.map((m) => m.id)).toEqual(ids.slice(2, 4));
    const third = await list(user, `?limit=2&cursor=${second.next_cursor}`);
    expect([third.media.map((m) => m.id), third.next_cursor]).toEqual([ids.slice(4), null]);
  });

  it('filters by status, and shows what was undone only to those who ask for it', async () => {
    const user = someone();
    const [uploaded, processed, failed, undone] = [mediaOf(user), mediaOf(user), mediaOf(user), mediaOf(user)];
    processed.processed();
    failed.failed();
    undone.compensated();
    await catchUp();
    expect(await listed(user)).toEqual([failed.id, processed.id, uploaded.id]);
    expect(await listed(user, '?status=uploaded')).toEqual([uploaded.id]);
    expect(await listed(user, '?status=processed')).toEqual([processed.id]);
    expect(await listed(user, '?status=failed')).toEqual([failed.id]);
    expect(await listed(user, '?status=compensated')).toEqual([undone.id]);
  });

  it('filters by type, album and time', async () => {
    const user = someone();
    const [image, video] = [mediaOf(user), mediaOf(user, { content_type: 'video/mp4' })];
    const album = albumOf(user);
    album.added(video.id);
    await catchUp();
    const at = (id: string) => log.find((event) => event.aggregate_id === id)?.created_at ?? '';
    expect(await listed(user, '?type=image')).toEqual([image.id]);
    expect(await listed(user, '?type=video')).toEqual([video.id]);
    expect(await listed(user, `?album_id=${album.id}`)).toEqual([video.id]);
    expect(await listed(user, `?from=${at(video.id)}`)).toEqual([video.id]);
    expect(await listed(user, `?to=${at(image.id)}`)).toEqual([image.id]);
    expect(await listed(user, `?to=${at(image.id).slice(0, 10)}&from=2026-01-01T00:00:00%2B09:00`)).toContain(
      image.id,
    );
    expect(await listed(user, '?to=2025-12-31')).toEqual([]);
  });

  it('refuses what it cannot read', async () => {
    const user = someone();
    for (const bad of [
      'limit=0',
      'limit=201',
      'limit=x',
      'status=deleted',
      'type=audio',
      'from=yesterday',
      'min_position=-1',
    ])
      expect(await problem(get(user, `?${bad}`))).toBe('400 validation_failed');
    for (const cursor of ['x', btoa('["a"]'), btoa('[1,2]')])
      expect(await problem(get(user, `?cursor=${cursor}`))).toBe('400 invalid_cursor');
  });
});

describe('min_position', () => {
  it('shows at least that position, or says that it is not there yet and when to ask again', async () => {
    const user = someone();
    const media = mediaOf(user);
    await catchUp();
    expect(await listed(user, `?min_position=${log.length}`)).toEqual([media.id]);
    expect((await get(user, `/${media.id}?min_position=${log.length}`)).status).toBe(200);
    const tooEarly = await get(user, `?min_position=${log.length + 1}`);
    expect([tooEarly.status, tooEarly.headers.get('retry-after')]).toEqual([409, '1']);
    expect(await problem(get(user, `/${media.id}?min_position=${log.length + 1}`))).toBe(
      '409 position_not_reached',
    );
  });
});

describe('another user', () => {
  it('sees neither the media nor its files, not even by the id of the album', async () => {
    const [alice, bob] = [someone(), someone()];
    const media = mediaOf(alice);
    const album = albumOf(alice);
    album.added(media.id);
    media.processed();
    await catchUp();
    expect(await listed(bob)).toEqual([]);
    expect(await listed(bob, `?album_id=${album.id}`)).toEqual([]);
    for (const path of ['', '/content', '/thumbnail'])
      expect(await problem(get(bob, `/${media.id}${path}`))).toBe('404 media_not_found');
    expect(await problem(get(bob, `/media-1'%20OR%201=1--`))).toBe('404 media_not_found');
  });

  it('needs a token that the gateway signed', async () => {
    const response = await app.fetch(
      new Request('http://media-query/api/v1/media'),
      env,
      createExecutionContext(),
    );
    expect(response.status).toBe(401);
  });
});

describe('GET /health', () => {
  it('gives the checkpoint of the read model', async () => {
    const response = await app.fetch(new Request('http://media-query/health'), env, createExecutionContext());
    expect(await response.json()).toMatchObject({ status: 'ok', checkpoint: log.length });
  });
});
