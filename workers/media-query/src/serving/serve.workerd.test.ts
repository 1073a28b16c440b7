import { beforeAll, describe, expect, it } from 'vitest';
import { originalKey, thumbnailKey } from '#shared/mediahub/media/keys';
import { env, get, problem, someone } from '../../test/env.ts';
import { catchUp, mediaOf } from '../../test/log.ts';

const BYTES = new Uint8Array(100_000).map((_, i) => (i * 7) % 251);
const user = someone();
const photo = mediaOf(user, { filename: '写真 "1".jpg', size: BYTES.length });
const plain = mediaOf(user);
const undone = mediaOf(user);
const lost = mediaOf(user);
let etag = '';
let lastModified = '';

beforeAll(async () => {
  photo.processed();
  lost.processed();
  undone.compensated();
  await catchUp();
  const put = await env.FILES.put(originalKey(photo.id), BYTES);
  await env.FILES.put(thumbnailKey(photo.id), BYTES.subarray(0, 10));
  await env.FILES.put(originalKey(undone.id), BYTES);
  if (!put) throw new Error('not stored');
  etag = put.httpEtag;
  lastModified = put.uploaded.toUTCString();
});

const content = (headers: HeadersInit = {}, method = 'GET') => get(user, `/${photo.id}/content`, headers, method);
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe('the content of a media', () => {
  it('is the file, served as what it is and nothing else', async () => {
    const response = await content();
    expect(response.status).toBe(200);
    expect(await bytesOf(response)).toEqual(BYTES);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': `inline; filename="?? \\"1\\".jpg"; filename*=UTF-8''%E5%86%99%E7%9C%9F%20%221%22.jpg`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-cache',
      'accept-ranges': 'bytes',
      etag,
      'last-modified': lastModified,
    });
  });

  it('comes in slices', async () => {
    const response = await content({ range: 'bytes=1000-1999' });
    expect([response.status, response.headers.get('content-range')]).toEqual([206, 'bytes 1000-1999/100000']);
    expect(await bytesOf(response)).toEqual(BYTES.slice(1000, 2000));
    const end = await content({ range: 'bytes=-5' });
    expect([end.status, await bytesOf(end)]).toEqual([206, BYTES.slice(-5)]);
  });

  it('comes whole when the slice asked for is of another version', async () => {
    const same = await content({ range: 'bytes=0-9', 'if-range': etag });
    expect([same.status, (await bytesOf(same)).length]).toEqual([206, 10]);
    const other = await content({ range: 'bytes=0-9', 'if-range': '"other"' });
    expect([other.status, (await bytesOf(other)).length]).toEqual([200, BYTES.length]);
  });

  it('answers 416 with the size to a slice outside the file', async () => {
    const response = await content({ range: 'bytes=100000-' });
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */100000']);
    expect(await response.json()).toMatchObject({ code: 'range_not_satisfiable' });
  });

  it('answers 304 without a body to those who have it, and 412 to those who want another one', async () => {
    const unchanged = await content({ 'if-none-match': etag });
    expect([unchanged.status, (await bytesOf(unchanged)).length, unchanged.headers.get('etag')]).toEqual([
      304,
      0,
      etag,
    ]);
    expect((await content({ 'if-modified-since': lastModified })).status).toBe(304);
    expect(await problem(content({ 'if-match': '"other"' }))).toBe('412 precondition_failed');
  });

  it('answers HEAD with the same headers, the whole length, and no body, even with a range', async () => {
    const response = await content({ range: 'bytes=0-9' }, 'HEAD');
    expect([response.status, response.headers.get('content-length'), response.headers.get('etag')]).toEqual([
      200,
      '100000',
      etag,
    ]);
    expect((await bytesOf(response)).length).toBe(0);
  });

  it('is not available once the upload was undone, even while the bytes are still there', async () => {
    expect(await problem(get(user, `/${undone.id}/content`))).toBe('404 content_not_available');
    expect(await problem(get(user, `/${undone.id}/thumbnail`))).toBe('404 content_not_available');
  });

  it('that is lost in R2 is a 404, not a 500', async () => {
    expect(await problem(get(user, `/${lost.id}/content`))).toBe('404 content_not_available');
    expect(await problem(get(user, `/${lost.id}/thumbnail`))).toBe('404 thumbnail_not_available');
  });
});

describe('the thumbnail of a media', () => {
  it('is a JPEG of its own', async () => {
    const response = await get(user, `/${photo.id}/thumbnail`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(response.headers.get('etag')).not.toBe(etag);
    expect((await bytesOf(response)).length).toBe(10);
  });

  it('may be kept for ever at the address that the library gives, and at no other', async () => {
    const { thumbnail_url } = await (await get(user, `/${photo.id}`)).json<{ thumbnail_url: string }>();
    const version = new URL(thumbnail_url, 'http://localhost').search;
    const cachingAt = async (search: string) =>
      (await get(user, `/${photo.id}/thumbnail${search}`)).headers.get('cache-control');
    expect(await cachingAt(version)).toBe('private, max-age=31536000, immutable');
    expect([await cachingAt(''), await cachingAt(`${version}x`)]).toEqual([
      'private, no-cache',
      'private, no-cache',
    ]);
  });

  it('is a 404 of its own while there is none', async () => {
    expect(await problem(get(user, `/${plain.id}/thumbnail`))).toBe('404 thumbnail_not_available');
  });
});
