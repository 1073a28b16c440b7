// The upload saga over the real Workers: each ending with the whole sequence of its events.
import { afterEach, describe, expect, it } from 'vitest';
import { defaultAlbumId } from '#shared/mediahub/ids';
import { eventually } from '#shared/engine/testing/eventually';
import { photo } from '#shared/mediahub/testing/photo';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { Client } from './client.ts';
import { system } from './system.ts';
import { EVENTS, STEPS } from './upload.ts';

interface Media {
  id: string;
  status: string;
  thumbnail_url: string | null;
  width: number;
  height: number;
  albums: string[];
}
interface Bucket {
  list(options: { prefix: string }): Promise<{ objects: { key: string }[] }>;
}
interface Notice {
  id: string;
  code: string;
  message: string;
  is_read: boolean;
  params: Record<string, string>;
}

const operator = await Client.login(null);
afterEach(() => operator.heal());

/** Types in log order without those of the login. */
const types = (events: LoggedEvent[]) =>
  events.map((event) => event.event_type).filter((type) => type !== 'UserRegistered');

const files = async (mediaId: string): Promise<string[]> => {
  const { server } = await system();
  const env = await server.getWorker<{ FILES: Bucket }>('media-query').getEnv();
  const { objects } = await env.FILES.list({ prefix: `media/${mediaId}/` });
  return objects.map(({ key }) => key.split('/').at(-1) ?? '');
};

const album = (user: Client) => user.get<{ media_id: string }[]>('/api/v1/albums/default/media');
const notices = (user: Client) => user.get<Notice[]>('/api/v1/notifications/unread');

describe('an upload that works', () => {
  it.each([
    ['JPEG of 4 MP', 'image/jpeg', 2400, 1700],
    ['PNG', 'image/png', 900, 700],
    ['WebP', 'image/webp', 700, 900],
  ] as const)('%s: stored, thumbnail, All Media, notification, saga completed', async (_, type, width, height) => {
    const user = await Client.login();
    const { status, body, headers } = await user.upload(photo(width, height, type), 'a photo', type);
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'uploaded', filename: 'a photo', content_type: type });
    expect(headers.get('location')).toBe(`/api/v1/media/${body.id}`);

    const saga = await user.sagaOf(body.id);
    expect(saga.status).toBe('completed');
    // Without a status the monitor shows what has ended, too.
    expect(await user.get('/api/v1/sagas?type=media_upload')).toMatchObject([
      { id: saga.id, status: 'completed' },
    ]);
    expect(await user.get('/api/v1/sagas?status=active&type=media_upload')).toEqual([]);
    expect(saga.steps.map((s) => [s.step_name, s.status])).toEqual(STEPS.map((name) => [name, 'completed']));

    const events = (await user.events()).filter(({ metadata }) => (metadata.saga_id ?? saga.id) === saga.id);
    expect(types(events)).toEqual(EVENTS);
    const positions = events.map((e) => e.position);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    const last = positions.at(-1);

    const media = await user.get<Media>(`/api/v1/media/${body.id}?min_position=${last}`);
    expect(media).toMatchObject({ status: 'processed', width, height, albums: [defaultAlbumId(user.userId)] });
    const thumbnail = await fetch((await system()).url.origin + (media.thumbnail_url ?? ''), {
      headers: { authorization: `Bearer ${user.token}` },
    });
    expect(thumbnail.headers.get('content-type')).toBe('image/jpeg');
    const bytes = new Uint8Array(await thumbnail.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xff, 0xd8, 0xff]);

    expect(await album(user)).toEqual([expect.objectContaining({ media_id: body.id })]);
    const own = (await notices(user)).filter(({ code }) => code.startsWith('upload'));
    expect(own).toEqual([expect.objectContaining({ code: 'upload_completed', is_read: false })]);
    expect((await files(body.id)).toSorted()).toEqual(['original', 'rendition-1600', 'thumbnail']);
  });
});

describe('an upload that cannot be processed', () => {
  it('is undone: its file goes, its saga fails, its notification says why', async () => {
    const user = await Client.login();
    await operator.injectFault({ at: 'saga', step: 'process', kind: 'reject' });
    const { status, body } = await user.upload(undefined, 'refused.jpg');
    expect(status).toBe(201);
    const saga = await user.sagaOf(body.id);
    expect(saga).toMatchObject({ status: 'failed', failure: { step: 'process' } });
    expect(types(await user.events())).toEqual([
      'ContentClaimed',
      'MediaUploaded',
      'MediaUploadCompensated',
      'NotificationSent',
    ]);
    expect(await files(body.id)).toEqual([]);
    const [notice] = await eventually(async () => {
      const unread = await notices(user);
      return unread.length > 0 ? unread : undefined;
    });
    expect(notice).toMatchObject({ code: 'upload_failed', params: { filename: 'refused.jpg', step: 'process' } });
    expect(notice?.params['reason']).not.toBe('');
  });

  it('is kept when it is a picture that was cut short', async () => {
    const user = await Client.login();
    const { body } = await user.upload(photo(1200, 900).slice(0, 700), 'half.jpg');
    expect(await user.sagaOf(body.id)).toMatchObject({ status: 'completed' });
    expect(await files(body.id)).toContain('original');
  });
});

describe('an upload whose album step fails', () => {
  it('is undone with a tombstone in the album, newest first', async () => {
    const user = await Client.login();
    await operator.injectFault({ at: 'saga', step: 'add_to_default_album', kind: 'error' });
    const { body } = await user.upload();
    const saga = await user.sagaOf(body.id);
    expect(saga).toMatchObject({ status: 'failed', failure: { step: 'add_to_default_album', code: 'no_answer' } });
    const sequence = types(await user.events());
    expect(sequence.filter((type) => type !== 'AlbumCreated')).toEqual([
      'ContentClaimed',
      'MediaUploaded',
      'MediaProcessed',
      'MediaRendered',
      'MediaRemovedFromAlbum',
      'MediaUploadCompensated',
      'NotificationSent',
    ]);
    expect(await files(body.id)).toEqual([]);
    expect((await notices(user)).map((n) => n.code)).toEqual(['upload_failed']);
  });

  it('is undone although every answer of the album step was lost after its effect', async () => {
    const user = await Client.login();
    await operator.injectFault({ at: 'saga', step: 'add_to_default_album', kind: 'drop_reply', times: 1 });
    const { body } = await user.upload();
    // The event completes the step although the reply never came.
    expect((await user.sagaOf(body.id)).status).toBe('completed');
    expect(types(await user.events()).filter((t) => t === 'MediaAddedToAlbum')).toHaveLength(1);
  });

  it('is refused outright: no tombstone is needed', async () => {
    const user = await Client.login();
    await operator.injectFault({ at: 'saga', step: 'add_to_default_album', kind: 'reject' });
    const { body } = await user.upload();
    expect((await user.sagaOf(body.id)).status).toBe('failed');
    expect(types(await user.events())).toEqual([
      'ContentClaimed',
      'MediaUploaded',
      'MediaProcessed',
      'MediaRendered',
      'MediaUploadCompensated',
      'NotificationSent',
    ]);
  });
});

describe('an upload that is deleted', () => {
  it('before it is done ends cancelled, without a success notice, and leaves nothing', async () => {
    const user = await Client.login();
    // Silent for as long as it takes to delete it.
    await operator.injectFault({ at: 'saga', step: 'add_to_default_album', kind: 'drop_request' });
    const { body } = await user.upload();
    expect((await user.call('DELETE', `/api/v1/media/${body.id}`)).status).toBe(200);
    expect((await user.sagaOf(body.id)).status).toBe('cancelled');
    expect((await user.sagaOf(body.id, 'media_deletion')).status).toBe('completed');
    const sequence = types(await user.events());
    expect(sequence).toContain('MediaDeleted');
    // Two sagas, each with a stream of its own: the undoing in the album may be published behind the purge.
    expect(sequence).toContain('MediaPurged');
    expect(sequence).not.toContain('NotificationSent');
    expect(await album(user)).toEqual([]);
    expect(await files(body.id)).toEqual([]);
    expect((await user.call('GET', `/api/v1/media/${body.id}`)).status).toBe(404);
  });

  it('after it is done leaves every album', async () => {
    const user = await Client.login();
    const { body } = await user.upload();
    await user.sagaOf(body.id);
    await user.call('DELETE', `/api/v1/media/${body.id}`);
    expect((await user.sagaOf(body.id, 'media_deletion')).status).toBe('completed');
    expect(types(await user.events()).slice(-3)).toEqual(['MediaDeleted', 'MediaRemovedFromAlbum', 'MediaPurged']);
    expect(await album(user)).toEqual([]);
    expect(await files(body.id)).toEqual([]);
  });
});
