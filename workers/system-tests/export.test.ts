// The export of an album over the whole system: a ZIP with every file of it, through faults and crashes, for its owner
// alone, and only until it expires.
import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '#shared/engine/testing/eventually';
import { timeLimit } from '#shared/engine/testing/time-limit';
import { photo } from '#shared/mediahub/testing/photo';
import { zipEntries } from '#shared/mediahub/testing/zip-entries';
import { Client, type Answer } from './client.ts';
import { system } from './system.ts';

const operator = await Client.login(null);
afterEach(() => operator.heal());

interface Export {
  id: string;
  status: string;
  total: number;
  done: number;
  size: number;
  reason: string | null;
  expires_at: string;
  content_url: string | null;
}
interface Bucket {
  head(key: string): Promise<object | null>;
}

const PICTURES = [photo(320, 240, 'image/jpeg', 1), photo(400, 300, 'image/jpeg', 2)];

/** Too long to be held: the exporter reads it twice. What follows the end of a JPEG is none of its pixels. */
const LONG = Buffer.concat([photo(320, 240, 'image/jpeg', 3), randomBytes(9 * 1024 * 1024)]);

const withPictures = async () => {
  const user = await Client.login();
  for (const picture of PICTURES) {
    const { body } = await user.upload(picture, '京都.jpg');
    await user.sagaOf(body.id);
  }
  return user;
};

const request = async (user: Client) => {
  const { status, body } = await user.call<{ export_id: string }>('POST', '/api/v1/albums/default/export');
  expect(status).toBe(202);
  return body.export_id;
};

const fetched = async (user: Client, id: string): Promise<Response> =>
  fetch(`${user.base}/api/v1/exports/${id}/content`, { headers: { authorization: `Bearer ${user.token}` } });

const zipOf = async (id: string) => {
  const { server } = await system();
  const { EXPORTS } = await server.getWorker<{ EXPORTS: Bucket }>('exporter').getEnv();
  return EXPORTS.head(`exports/${id}.zip`);
};

/** An export and its ZIP. On a slow machine one may have expired before it is looked at: then there is another. */
const downloaded = (user: Client): Promise<{ id: string; shown: Export; response: Response }> =>
  eventually(async () => {
    const id = await request(user);
    expect((await user.sagaOf(id, 'album_export')).status).toBe('completed');
    const shown = await user.get<Export>(`/api/v1/exports/${id}`);
    const response = await fetched(user, id);
    return shown.status === 'completed' && response.ok ? { id, shown, response } : undefined;
  }, timeLimit(40_000));

describe('an export', () => {
  it('holds every file of the album, for its owner alone, until it expires', async () => {
    const user = await withPictures();
    await user.sagaOf((await user.upload(LONG, 'long.jpg')).body.id);
    const { id, shown, response } = await downloaded(user);
    expect(shown).toMatchObject({ total: 3, done: 3 });
    expect((await user.get<Export[]>('/api/v1/exports')).map((e) => e.id)).toContain(id);
    expect(response.headers.get('content-disposition')).toContain('All Media.zip');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes).toHaveLength(shown.size);
    const entries = zipEntries(bytes);
    expect([...entries.keys()].toSorted()).toEqual(['long.jpg', '京都 (2).jpg', '京都.jpg']);
    expect(entries.get('long.jpg')?.equals(LONG)).toBe(true);
    expect([...entries.values()].map((file) => file.length).toSorted((a, b) => a - b)).toEqual(
      [...PICTURES, LONG].map((picture) => picture.length).toSorted((a, b) => a - b),
    );
    expect((await fetched(await Client.login(), id)).status).toBe(404);

    await eventually(async () => ((await fetched(user, id)).status === 410 ? true : undefined));
    await eventually(async () => ((await zipOf(id)) === null ? true : undefined));
    await eventually(async () =>
      (await user.events()).some((e) => e.event_type === 'ExportExpired') ? true : undefined,
    );
  });

  it.each(['drop_reply', 'crash_after'] as const)(
    'completes once although %s strikes every step',
    async (kind) => {
      const user = await withPictures();
      await operator.injectFault(
        ...['collect', 'write', 'complete'].map((step) => ({ at: 'saga', step, kind, times: 1 }) as const),
      );
      const id = await request(user);
      expect((await user.sagaOf(id, 'album_export')).status).toBe('completed');
      const types = (await user.events()).map((event) => event.event_type);
      for (const type of ['ExportCollected', 'ExportWritten', 'ExportCompleted'])
        expect(
          types.filter((t) => t === type),
          type,
        ).toHaveLength(1);
    },
  );

  it('that cannot be completed is discarded with its ZIP, and the user is notified', async () => {
    const user = await withPictures();
    await operator.injectFault({ at: 'saga', step: 'complete', kind: 'reject' });
    const id = await request(user);
    expect((await user.sagaOf(id, 'album_export')).status).toBe('failed');
    expect(await user.get<Export>(`/api/v1/exports/${id}`)).toMatchObject({
      status: 'discarded',
      content_url: null,
    });
    expect(await zipOf(id)).toBeNull();
    expect((await fetched(user, id)).status).toBe(409);
    const notices = await user.get<{ code: string }[]>('/api/v1/notifications');
    expect(notices.map(({ code }) => code)).toContain('export_failed');
  });

  it('of an album with an original that the bucket has lost holds the others, and names that one', async () => {
    const user = await withPictures();
    const lost = (await user.upload(photo(320, 240, 'image/jpeg', 4), 'lost.jpg')).body.id;
    const last = (await user.upload(photo(320, 240, 'image/jpeg', 5), 'missing files.txt.jpg')).body.id;
    for (const id of [lost, last]) await user.sagaOf(id);
    const { server } = await system();
    const { FILES } = await server
      .getWorker<{ FILES: { delete(key: string): Promise<void> } }>('media-command')
      .getEnv();
    await FILES.delete(`media/${lost}/original`);
    const { shown, response } = await downloaded(user);
    expect(shown).toMatchObject({ total: 4, done: 3, missing: 1 });
    const entries = zipEntries(Buffer.from(await response.arrayBuffer()));
    expect([...entries.keys()].toSorted()).toEqual([
      'missing files.txt',
      'missing files.txt.jpg',
      '京都 (2).jpg',
      '京都.jpg',
    ]);
    expect(entries.get('missing files.txt')?.toString()).toContain(`lost.jpg  (${lost})`);

    // Deleted on purpose is not lost.
    expect((await user.call('DELETE', `/api/v1/media/${lost}`)).status).toBe(200);
    const again = await request(user);
    expect((await user.sagaOf(again, 'album_export')).status).toBe('completed');
    expect(await user.get<Export>(`/api/v1/exports/${again}`)).toMatchObject({ missing: 0 });
  });

  it('is found again behind however many came after it', async () => {
    const user = await withPictures();
    const ids = [await request(user), await request(user), await request(user)];
    const listed: string[] = [];
    for (let next: string | undefined = '/api/v1/exports?limit=2'; next !== undefined;) {
      const { body, headers }: Answer<Export[]> = await user.call<Export[]>('GET', next);
      expect(body.length).toBeLessThanOrEqual(2);
      listed.push(...body.map(({ id }) => id));
      next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(listed).toEqual(ids.toReversed());
  });

  it('of an album that is empty or not there', async () => {
    const user = await Client.login();
    expect((await user.call('POST', '/api/v1/albums/default/export')).status).toBe(404);
    const { body } = await user.call<{ id: string }>('POST', '/api/v1/albums', { name: 'empty' });
    const { body: asked } = await user.call<{ export_id: string }>('POST', `/api/v1/albums/${body.id}/export`);
    const saga = await user.sagaOf(asked.export_id, 'album_export');
    expect(saga).toMatchObject({ status: 'failed', failure: { step: 'collect', code: 'album_empty' } });
  });
});
