import { describe, expect, it } from 'vitest';
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
import { fakes } from '../../test/worker.ts';

const png = (name = 'a.png', body: Uint8Array<ArrayBuffer> = PNG) => new File([body], name, { type: 'image/png' });

/** A PNG with so many bytes behind its end, which every reader of PNG ignores. */
const padded = (bytes: number): Uint8Array<ArrayBuffer> => {
  const large = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 251) large[at] = at % 256;
  large.set(PNG);
  return large;
};

const stored = async (id: string) =>
  new Uint8Array((await (await env.FILES.get(originalKey(id)))?.arrayBuffer()) ?? []);
const idOf = async (response: Response) => (await response.json<{ id: string }>()).id;
const everything = async () => [(await env.FILES.list()).objects.length, fakes.store.log.length];

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
    fakes.beforeAppend = () => Promise.reject(new Error('crash'));
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
    ['a byte more than 50 MiB', () => send(PNG, 50 * 1024 * 1024 + 1, true), '413 file_too_large'],
  ])('%s', async (_, answer, problem) => {
    const before = await everything();
    expect(await codeOf(await answer())).toBe(problem);
    expect(await everything()).toEqual(before);
  });
});

const MIB = 1024 * 1024;
const HEAD =
  '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n';

const form = (file: Uint8Array<ArrayBuffer>, ending: string, user = someone(), headers = {}, head = HEAD) => {
  const body = new Blob([head, file, ending]);
  return call(user, '/api/v1/media', {
    method: 'POST',
    body: body.stream(),
    headers: {
      'content-type': 'multipart/form-data; boundary=b',
      'content-length': String(body.size),
      ...headers,
    },
  });
};

describe('a form', () => {
  const endings = ['\r\n--b--\r\n', '\r\n--b--', '\r\n--b--\r\nan epilogue\r\n', '\r\n--b--  \r\n\r\n'];
  const sizes = [1_500_000, 8 * MIB, 17_000_000];
  const [usual] = endings;
  it.each([
    ...sizes.map((size) => ({ size, ending: usual })),
    ...endings.map((ending) => ({ size: 9_000_000, ending })),
  ])('of $size bytes that ends with $ending is one file', async ({ size, ending }) => {
    const before = (await env.FILES.list()).objects.length;
    const file = padded(size);
    const response = await form(file, ending ?? '');
    expect(response.status).toBe(201);
    const id = await idOf(response);
    const sha256 = await sha256Of(file);
    expect(await sha256Of(await stored(id))).toBe(sha256);
    expect(lastOf(id)).toMatchObject({ data: { size, sha256 } });
    expect((await env.FILES.list()).objects.length).toBe(before + 1);
  });

  it.each([
    ['an empty line before it', `\r\n${HEAD}`, 'a.png'],
    ['a preamble', `for old mail programs\r\n\r\nsee below\r\n${HEAD}`, 'a.png'],
    ['spaces behind its boundary', HEAD.replace('\r\n', ' \t\r\n'), 'a.png'],
    ['a header that goes on in the next line', HEAD.replaceAll('; ', ';\r\n\t'), 'a.png'],
    ['quotes as older clients escape them', HEAD.replace('a.png', String.raw`a\"b\".png`), 'a"b".png'],
  ])('with %s is one file', async (_, head, filename) => {
    const file = padded(5000);
    const response = await form(file, '\r\n--b--\r\n', someone(), {}, head);
    expect(response.status).toBe(201);
    const id = await idOf(response);
    expect(lastOf(id)).toMatchObject({ data: { filename, sha256: await sha256Of(file) } });
  });

  it('of exactly 50 MiB is taken, one byte more is refused and leaves nothing', async () => {
    expect((await form(padded(50 * MIB), '\r\n--b--')).status).toBe(201);
    const before = await everything();
    expect(await codeOf(await form(padded(50 * MIB + 1), '\r\n--b--'))).toBe('413 file_too_large');
    expect(await everything()).toEqual(before);
  });

  it('over 8 MiB is the same upload under one Idempotency-Key, and other bytes are refused', async () => {
    const user = someone();
    const key = { 'idempotency-key': 'key-1' };
    const first = await idOf(await form(padded(9 * MIB), '\r\n--b--', user, key));
    expect(await idOf(await uploadRaw(user, png('a.png', padded(9 * MIB)), key))).toBe(first);
    expect(await codeOf(await form(padded(9 * MIB + 1), '\r\n--b--', user, key))).toBe(
      '422 idempotency_key_reused',
    );
    expect((await stored(first)).length).toBe(9 * MIB);
  });

  const file = 'Content-Disposition: form-data; name="file"; filename="b.png"\r\n\r\n';
  it.each<[string, string]>([
    ['\r\n--c--\r\n', '400 bad_request'],
    ['\r\n--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--b--\r\n', '400 validation_failed'],
    [`\r\n--b\r\n${file}1\r\n--b--\r\n`, '400 one_file_only'],
    [`\r\n--b\r\n${file}${'1'.repeat(200_000)}\r\n--b--\r\n`, '400 one_file_only'],
    [`\r\n--b--\r\n${'1'.repeat(200_000)}`, '400 bad_request'],
    ...['\r\n--bb', '\r\n--b\r\n', ''].map((ending): [string, string] => [ending, '400 bad_request']),
  ])('that ends otherwise leaves nothing', async (ending, problem) => {
    for (const size of [1_500_000, 8 * MIB + 1]) {
      const before = await everything();
      expect(await codeOf(await form(padded(size), ending))).toBe(problem);
      expect(await everything()).toEqual(before);
    }
  });
});

describe('a client that stalls', () => {
  /** Announces a megabyte, sends these bytes, and then nothing. */
  const stalling = (sent: Uint8Array | null, headers: Record<string, string> = {}) => {
    let first = sent;
    const body = new ReadableStream({
      type: 'bytes',
      pull(controller) {
        const bytes = first;
        first = null;
        if (bytes) controller.enqueue(bytes.slice());
        return bytes ? undefined : new Promise<void>(() => undefined);
      },
    });
    return call(someone(), '/api/v1/media', {
      method: 'POST',
      body,
      headers: {
        'content-type': 'image/png',
        'content-length': String(MIB),
        'content-disposition': 'attachment; filename="a.png"',
        ...headers,
      },
    });
  };
  /** Reads as much of an answer as it says that it has; a client does not wait for the connection to end. */
  const firstChunk = async (response: Response) => {
    const reader = response.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    const { code } = JSON.parse(new TextDecoder().decode(value)) as { code: string };
    return `${response.status} ${code}`;
  };

  it.each<[string, () => Promise<Response>, string]>([
    [
      'sends nothing of too large a file',
      () => stalling(null, { 'content-length': String(50 * MIB + 1) }),
      '413 file_too_large',
    ],
    ['gives no name', () => stalling(null, { 'content-disposition': 'attachment' }), '422 invalid_filename'],
    [
      'has sent what says that the type is wrong',
      () => stalling(new TextEncoder().encode('<!doctype html>'.padEnd(2000))),
      '415 unsupported_media_type',
    ],
  ])('gets its refusal: it %s', async (_, answer, problem) => {
    expect(await firstChunk(await answer())).toBe(problem);
  });
});
