// Rebuilding every read model over the whole system while people upload: no one ever sees less than before, nothing is
// lost or doubled, no notification is sent again, and the certificate finds what is wrong.
import { READ_MODELS } from '#shared/mediahub/subscriptions';
import { describe, expect, it } from 'vitest';
import type { SubscriptionStatus } from '#shared/mediahub/subscriptions';
import { type RebuildStatus } from '#shared/engine/ports/rebuild';
import { eventually } from '#shared/engine/testing/eventually';
import { Client } from './client.ts';
import { listen } from './listen.ts';
import { system } from './system.ts';

const operator = await Client.login(null);

const statusOf = async (name: string): Promise<RebuildStatus | null> => {
  const { projections } = await operator.get<{ projections: SubscriptionStatus[] }>('/api/v1/projections');
  return projections.find((projection) => projection.name === name)?.rebuild ?? null;
};
const start = (name: string) => operator.call('POST', `/api/v1/projections/${name}/rebuild`);
const over = (name: string) =>
  eventually(async () => {
    const status = await statusOf(name);
    return status && status.state !== 'running' ? status : undefined;
  });

interface Statement {
  bind(...values: unknown[]): Statement;
  all(): Promise<{ results: unknown[] }>;
}
const sqlOf = async (worker: string, sql: string, ...values: unknown[]): Promise<unknown[]> => {
  const { server } = await system();
  const { DB } = await server.getWorker<{ DB: { prepare(sql: string): Statement } }>(worker).getEnv();
  const { results } = await DB.prepare(sql)
    .bind(...values)
    .all();
  return results;
};

/** What the three read models show to this user. */
const seen = async (user: Client) => {
  const [library, entries, notifications] = await Promise.all([
    user.get<{ media: { id: string }[] }>('/api/v1/media?limit=200'),
    user.get<{ media_id: string }[]>('/api/v1/albums/default/media?limit=200'),
    user.get<{ id: string }[]>('/api/v1/notifications?limit=200'),
  ]);
  return [library.media.map((m) => m.id), entries.map((e) => e.media_id), notifications.map((n) => n.id)];
};

describe('a rebuild of a read model', () => {
  it('goes on while people upload, read and wait: they always see everything, once', async () => {
    const user = await Client.login();
    const first = await user.upload();
    await user.sagaOf(first.body.id);
    let least = [0, 0, 0];
    let running = true;
    const reading = (async () => {
      while (running) {
        const now = await seen(user);
        now.forEach((ids, n) => {
          expect(ids.length, 'nothing is seen twice').toBe(new Set(ids).size);
          expect(ids.length, 'nothing vanishes').toBeGreaterThanOrEqual(least[n] ?? 0);
        });
        least = now.map((ids) => ids.length);
      }
    })();
    const uploads: string[] = [first.body.id];
    const uploading = (async () => {
      // No more than one page shows.
      while (running && uploads.length < 150) uploads.push((await user.upload()).body.id);
    })();
    for (let round = 0; round < 2; round++) {
      await Promise.all(READ_MODELS.map(start));
      for (const name of READ_MODELS)
        expect(await over(name)).toMatchObject({
          state: 'completed',
          certificate: { equal: true, differing_rows: 0, first_difference: null },
        });
    }
    running = false;
    await Promise.all([reading, uploading]);
    for (const id of uploads) expect((await user.sagaOf(id)).status).toBe('completed');
    const all = await eventually(async () => {
      const now = await seen(user);
      return now.every((ids) => ids.length >= uploads.length) ? now : undefined;
    });
    expect([all[0]?.toSorted(), all[1]?.toSorted()]).toEqual([uploads.toSorted(), uploads.toSorted()]);
    expect(all[2]?.length).toBe(uploads.length);
    for (const [worker, table] of [
      ['media-query', 'media'],
      ['album', 'album_media'],
      ['notification', 'notifications'],
    ] as const) {
      const generations = await sqlOf(worker, `SELECT DISTINCT generation FROM ${table}`);
      expect(generations, 'the old generations are gone').toHaveLength(1);
    }
  });

  it.each([
    ['media', 'media-query', 'UPDATE media SET width = 7 WHERE id = ?', 'media', 'MediaProcessed'],
    [
      'media',
      'media-query',
      "UPDATE media_search SET bigrams = '' WHERE rowid & 0xffffffff = (SELECT position FROM media WHERE id = ?)",
      'media_search',
      'MediaUploaded',
    ],
    ['media', 'media-query', 'DELETE FROM media_albums WHERE media_id = ?', 'media_albums', 'MediaAddedToAlbum'],
    ['album', 'album', 'DELETE FROM album_media WHERE media_id = ?', 'album_media', 'MediaAddedToAlbum'],
  ])(
    'of %s (%s) certifies what was wrong after "%s", with the event that made it, and repairs it',
    async (name, worker, sql, table, event) => {
      const user = await Client.login();
      const { body } = await user.upload();
      await user.sagaOf(body.id);
      const view = async () => [await user.get(`/api/v1/media/${body.id}`), await seen(user)];
      const before = await view();
      await sqlOf(worker, sql, body.id);
      expect((await start(name)).status).toBe(202);
      expect((await over(name)).certificate).toMatchObject({
        equal: false,
        differing_rows: 1,
        first_difference: {
          table,
          event: { event_type: event, aggregate_id: expect.any(String), version: expect.any(Number) },
        },
      });
      expect(await view()).toEqual(before);
    },
  );

  it('shows every user whether something was wrong, and operators alone which row', async () => {
    const [user, stranger] = [await Client.login(), await Client.login()];
    const { body } = await user.upload();
    await user.sagaOf(body.id);
    await sqlOf('media-query', 'UPDATE media SET width = 7 WHERE id = ?', body.id);
    const heard = await listen(stranger);
    await start('media');
    expect((await over('media')).certificate?.first_difference).toMatchObject({ key: [body.id] });
    const certificateIn = ({ name, rebuild }: SubscriptionStatus) =>
      name === 'media' ? rebuild?.certificate : null;
    const live = await eventually(() =>
      heard.flatMap((m) => (m.type === 'projection' ? [certificateIn(m.projection)] : [])).find(Boolean),
    );
    const { projections } = await stranger.get<{ projections: SubscriptionStatus[] }>('/api/v1/projections');
    for (const certificate of [live, projections.map(certificateIn).find(Boolean)])
      expect(certificate).toMatchObject({ equal: false, differing_rows: 1, first_difference: null });
    expect(JSON.stringify([heard, projections])).not.toContain(body.id);
  });

  it('is an operator’s to start and to give up', async () => {
    const user = await Client.login();
    expect((await user.call('POST', '/api/v1/projections/media/rebuild')).status).toBe(403);
    expect((await start('saga')).status).toBe(404);
    expect((await operator.call('POST', '/api/v1/projections/album/rebuild/abort')).body).toMatchObject({
      code: 'rebuild_not_running',
    });
    expect((await start('album')).status).toBe(202);
    await operator.call('POST', '/api/v1/projections/album/rebuild/abort');
    expect(['aborted', 'completed']).toContain((await over('album')).state);
  });
});
