import { beforeEach, describe, expect, it } from 'vitest';
import { originalKey } from '#shared/mediahub/media/keys';
import {
  call,
  codeOf,
  env,
  filesOf,
  lastOf,
  sha256Of,
  someone,
  typesOf,
  upload,
  uploadRaw,
} from '../../test/env.ts';
import { PNG, pngOf } from '../../test/images.ts';
import { allIsWell } from '../../test/thumbnailer.ts';
import { world } from '../../test/worker.ts';

const png = (name = 'a.png', body: Uint8Array<ArrayBuffer> = PNG) => new File([body], name, { type: 'image/png' });

/** A PNG with so many bytes behind its end, which every reader of PNG ignores. */
const padded = (bytes: number): Uint8Array<ArrayBuffer> => {
  const large = new Uint8Array(bytes).map((_, i) => i % 251);
  large.set(PNG);
  return large;
};

const stored = async (id: string) =>
  new Uint8Array((await (await env.FILES.get(originalKey(id)))?.arrayBuffer()) ?? []);
const idOf = async (response: Response) => (await response.json<{ id: string }>()).id;
const everything = async () => [(await env.FILES.list()).objects.length, world.store.log.length];

/** Sends `sent` of a body that announces `length` bytes, and breaks off unless it is to end there. */
const send = (sent: Uint8Array, length: number, ends: boolean) => {
  let first = true;
  const body = new ReadableStream({
    type: 'bytes',
    pull(controller) {
      if (first) controller.enqueue(sent.slice());
      else if (ends) controller.close();
      else controller.error(new Error('connection lost'));
      first = false;
    },
  });
  const headers = {
    'content-type': 'image/png',
    'content-length': String(length),
    'content-disposition': 'attachment; filename="a.png"',
  };
  return call(someone(), '/api/v1/media', { method: 'POST', body, headers });
};

beforeEach(allIsWell);

describe('a file as the body itself', () => {
  it('is stored byte by byte, hashed on the way, under the name of Content-Disposition', async () => {
    const file = padded(1_000_000);
    const response = await uploadRaw(someone(), png('写真 1.png', file));
    expect(response.status).toBe(201);
    const id = await idOf(response);
    expect(await stored(id)).toEqual(file);
    expect(lastOf(id)).toMatchObject({
      event_type: 'MediaUploaded',
      data: { filename: '写真 1.png', content_type: 'image/png', size: 1_000_000, sha256: await sha256Of(file) },
    });
    expect(response.headers.get('x-event-position')).toBe(String(lastOf(id)?.position));
  });

  it('and as a form are the same upload under one Idempotency-Key, and other bytes are refused', async () => {
    const user = someone();
    const key = { 'idempotency-key': 'key-1' };
    const first = await idOf(await uploadRaw(user, png(), key));
    expect(await idOf(await uploadRaw(user, png(), key))).toBe(first);
    expect(await idOf(await upload(user, png(), 'key-1'))).toBe(first);
    expect(await codeOf(await uploadRaw(user, png('a.png', padded(200)), key))).toBe('422 idempotency_key_reused');
    expect(typesOf(first)).toEqual(['MediaUploaded']);
    expect(await stored(first)).toEqual(PNG);
  });

  it('finds the bytes that a crash left behind, and goes on from there', async () => {
    const user = someone();
    const key = { 'idempotency-key': 'key-1' };
    world.beforeAppend = () => Promise.reject(new Error('crash'));
    expect((await uploadRaw(user, png(), key)).status).toBe(500);
    allIsWell();
    expect(await codeOf(await uploadRaw(user, png('a.png', pngOf(2, 2)), key))).toBe('422 idempotency_key_reused');
    const id = await idOf(await uploadRaw(user, png(), key));
    expect([typesOf(id), await filesOf(id)]).toEqual([['MediaUploaded'], ['original']]);
  });
});

describe('what is refused as a body, and leaves nothing', () => {
  it.each<[string, () => Promise<Response>, string]>([
    [
      'a cut connection, before the first bytes are complete',
      () => send(PNG, 1_000_000, false),
      '400 bad_request',
    ],
    ['a cut connection, in the middle', () => send(padded(300_000), 1_000_000, false), '400 bad_request'],
    ['a body that is shorter than it said', () => send(padded(300_000), 300_001, true), '400 bad_request'],
    ['a body that is longer than it said', () => send(padded(300_000), 299_999, true), '400 bad_request'],
    ['nothing', () => send(new Uint8Array(1), 0, true), '422 file_empty'],
    [
      'no name',
      () => uploadRaw(someone(), png(), { 'content-disposition': 'attachment' }),
      '422 invalid_filename',
    ],
    ['a PNG of 16,000²', () => uploadRaw(someone(), png('a.png', pngOf(16_000, 16_000))), '422 image_too_large'],
    [
      'a PNG that says it is a JPEG',
      () => uploadRaw(someone(), png(), { 'content-type': 'image/jpeg' }),
      '422 file_type_mismatch',
    ],
    ['more than 50 MB', () => send(PNG, 50 * 1024 * 1024 + 1, true), '413 file_too_large'],
  ])('%s', async (_, answer, problem) => {
    const before = await everything();
    expect(await codeOf(await answer())).toBe(problem);
    expect(await everything()).toEqual(before);
  });
});

describe('a large form', () => {
  const form = (ending: string) => {
    const file = padded(1_500_000);
    const head =
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n';
    const body = new Blob([head, file, ending]);
    return call(someone(), '/api/v1/media', {
      method: 'POST',
      body: body.stream(),
      headers: { 'content-type': 'multipart/form-data; boundary=b', 'content-length': String(body.size) },
    });
  };

  it('streams too', async () => {
    const response = await form('\r\n--b--\r\n');
    expect(response.status).toBe(201);
    expect(await stored(await idOf(response))).toEqual(padded(1_500_000));
  });

  it.each([
    '\r\n--b--',
    '\r\n--c--\r\n',
    '\r\n--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--b--\r\n',
    '',
  ])('that ends otherwise leaves nothing: %j', async (ending) => {
    const before = await everything();
    expect(await codeOf(await form(ending))).toBe('400 bad_request');
    expect(await everything()).toEqual(before);
  });
});
