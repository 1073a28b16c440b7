import { describe, expect, it } from 'vitest';
import { call, codeOf, lastOf, remove, someone, typesOf, uploaded } from '../test/env.ts';
import { png } from '../test/thumbnailer.ts';

const rename = (user: string, mediaId: string, body: unknown, headers: HeadersInit = {}) =>
  call(user, `/api/v1/media/${mediaId}`, {
    method: 'PATCH',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('PATCH', () => {
  it('appends MediaRenamed and answers the media with its new name', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    const response = await rename(user, media_id, { filename: '京都 清水寺.png' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      id: media_id,
      user_id: user,
      filename: '京都 清水寺.png',
      status: 'uploaded',
    });
    expect(lastOf(media_id)).toMatchObject({ event_type: 'MediaRenamed', data: { filename: '京都 清水寺.png' } });
    expect(response.headers.get('x-event-position')).toBe(String(lastOf(media_id)?.position));
  });

  it('to the name that it has appends nothing, and the same key gives the first answer', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    expect((await rename(user, media_id, { filename: 'a.png' })).status).toBe(200);
    expect(typesOf(media_id)).toEqual(['MediaUploaded']);
    const key = { 'idempotency-key': 'key-1' };
    const first = await rename(user, media_id, { filename: 'b.png' }, key);
    const again = await rename(user, media_id, { filename: 'b.png' }, key);
    expect(again.headers.get('x-event-position')).toBe(first.headers.get('x-event-position'));
    expect(typesOf(media_id)).toEqual(['MediaUploaded', 'MediaRenamed']);
  });

  it('refuses what is no name, and every field but the name', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    const refused = async (body: unknown) => codeOf(await rename(user, media_id, body));
    expect(await refused({ filename: ' ' })).toBe('422 invalid_filename');
    expect(await refused({ filename: 'a\u2028.png' })).toBe('422 invalid_filename');
    expect(await refused({ filename: 1 })).toBe('400 validation_failed');
    expect(await refused({})).toBe('400 validation_failed');
    expect(await refused({ filename: 'b.png', status: 'processed' })).toBe('400 validation_failed');
    expect(typesOf(media_id)).toEqual(['MediaUploaded']);
  });

  it('finds nothing that is deleted, another user’s, or no media', async () => {
    const user = someone();
    const media_id = await uploaded(user, png());
    expect(await codeOf(await rename(someone(), media_id, { filename: 'b.png' }))).toBe('404 media_not_found');
    await remove(user, media_id);
    expect(await codeOf(await rename(user, media_id, { filename: 'b.png' }))).toBe('404 media_not_found');
    expect(await codeOf(await rename(user, 'media-1', { filename: 'b.png' }))).toBe('404 media_not_found');
  });
});
